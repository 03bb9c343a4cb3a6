"""Figures anybody can follow down to the minutes: OEE, the catalogue of KPIs, and the report of a shift.

Everything here is a question to the time ledger and the production log. Sums are made first and ratios from sums, a
week is no average of its days, and nothing is clamped. A figure is rounded once, in one place
(``service.showing.digits``), so that page, paper, file and API say the same.
"""

"""Lists as files. What is on the screen, with its filters, order and columns, is taken out as CSV or for Excel.

Every file leaves a row here, and so an entry in the trail: who, which list, which filters, how many rows.
"""

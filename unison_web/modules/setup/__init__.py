"""Set-up: the way of a blank company to its first reported part, as a list of what is there and what is still missing.

Nothing here is kept: every step says what the company's own records say. What can be tried with made-up records is an
import like any other, and goes again the same way.
"""

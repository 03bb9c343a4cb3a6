"""Labels: what stands where in millimetres, filled with the values of a record, and the same label as ZPL II.

Drawing it as a picture is not done here, because encoding a symbol is not pure arithmetic.
"""

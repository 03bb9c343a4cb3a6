"""Operations that a supplier does with our material: out, back, and what is still there, order by order.

An operation that is outside names the place of the supplier; reports of it use up what lies there for the order, as any
report uses up what lies in the plant. So pieces, corrections and the trace go the usual way, and this module only keeps
who does it and moves material there and back.
"""

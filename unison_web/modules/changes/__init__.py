"""Engineering changes: which bills become which, why, and whom that touches.

A change has a number, a title, a reason and the new revisions it brings, all for materials that already have a bill
or get their first. It is drafted, reviewed, approved and released, or rejected with a reason. Releasing it releases
all its revisions together, in one transaction; before that its page lists the open orders, the stock and the products
above that each replacement touches.
"""

"""Partners: customers and suppliers, with their addresses and the people there.

One company is one partner, whether it buys, sells or does both. A partner that is archived stays on everything that
names it and is offered for nothing new.
"""

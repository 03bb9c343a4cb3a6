"""What lies where. Work orders ask it what is missing; movements with lots and a ledger grow here.

Stands below ``work_orders`` so that an order can ask and, later, a report can move: both are calls downwards.
"""

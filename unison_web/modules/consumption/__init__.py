"""What orders take from stock and give to it: reserved, issued, returned, used up by reports, made.

Stands above ``stock`` and ``work_orders`` and below ``production``, whose reports call it in their own transaction.
"""

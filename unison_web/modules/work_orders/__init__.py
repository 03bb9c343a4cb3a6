"""Work orders: make this many of that by then.

An order carries its own frozen copy of the bill of materials and the routing, so that a later engineering change does
not move under the hands of the people making it. States, and who may move them::

    draft → planned → released → in_progress ⇄ on_hold → completed → closed
    planned, released (nothing reported) → cancelled
    in_progress, on_hold → short_closed → closed
    completed with nothing good → failed → closed
    completed, closed → in_progress (reopen, with a permission and a reason)

Every refusal is a sentence that says what to do about it. What happens *at* an operation is in ``production``.
"""

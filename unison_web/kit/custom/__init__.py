"""Fields a company adds to its own records: what they are, what may stand in them, and how lists and forms show them.

The values of a record are one JSON column beside the others, so they are written in the same statement, audited,
locked and isolated like them. ``modules.custom_fields`` keeps the definitions; nothing here asks the database.
"""

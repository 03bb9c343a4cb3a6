"""GS1: check digits, element strings, Digital Links and what scanners send.

Read a scan with `understand`, print a label from `plain(shortest(elements))` and `brackets(elements)`.
"""

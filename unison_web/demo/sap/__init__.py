"""A small SAP: materials, stock, prices, production orders, confirmations and goods movements over OData V2.

It behaves like the Gateway where that matters to a client (sign-in, tokens with cookies, pages, error bodies) and
stumbles on demand. For tests, the demo and people who write integrations.
"""

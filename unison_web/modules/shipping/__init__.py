"""Shipments from the customer order to the signature: picked in walk order, packed with SSCC, loaded at a dock.

What is picked stays where it lies in the books, kept for its shipment, until the lorry leaves: then everything goes out
in one transaction, and with it the links from each lot to the customer.
"""

"""Use cases of stock. Every quantity goes through ``posting.post``."""

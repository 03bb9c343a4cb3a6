"""Asking for files, sending them, and making the large ones."""

"""Measures Unison beside the least a Python web server could do for the same page, in one run on one machine."""

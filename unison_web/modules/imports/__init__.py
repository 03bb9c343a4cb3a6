"""Imports: lists from spreadsheets and other systems become materials, bills of material, machines and routings.

A file is streamed, never held as a whole. Rows are matched by their natural key (a number, a code), so that the same
file may be imported again: what is new is created, what differs is changed, what is the same stays untouched, and
nothing is ever deleted. A row that cannot be taken is reported by its number with the reason; the others go in.
"""

"""Sourcing: who sells a material at which price, what may stand in for it, and what takes its place.

A supplier's offer has the supplier's own number, a lead time and a minimum; its prices begin at a quantity and hold for
a time. An alternate may be taken instead, in order of priority. A replacement takes over from a day on.
"""

"""Routings: how a material is made, operation by operation, with the instructions people read at the machine.

A routing belongs to a material in a plant and has a revision; at most one of them is released. Its operations happen
at work centers in the order of their numbers, with setup minutes for a lot and run and labour minutes for a piece,
and may carry steps: a text with the specifications, tools, materials and illustrations it names. A routing that was
computed instead of written by an engineer says so (*derived*), until somebody takes it over.
"""

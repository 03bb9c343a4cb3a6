"""Bills of material: what goes into what, from when to when.

A bill belongs to one material and has a revision, a base quantity and days of validity; its lines name components
with a quantity in any unit the component can be counted in, a scrap share, days of their own and the operation at
which they are used. Both ends of every validity belong to it. A bill is drafted, released, superseded by the next
release, or retired; on any day at most one released bill of a material is valid, which the database guarantees. A
material can never contain itself, not over ten levels and not on different days: a line that would close such a
circle is refused with the whole path named.

Explosion, where-used and requirements are computed by `engine.explosion` over what one query loads.
"""

"""Materials, their units and their categories: what is made, bought and counted.

A material has a number people know it by, is made or bought, is stocked in one unit, and is tracked not at all, by
lot or by serial number. Its state says what may still be started with it: an obsolete material enters no new bill of
material, while orders that have it run to their end. A unit belongs to a dimension and is an exact fraction of that
dimension's base unit; a material may bridge dimensions (one roll is 34.7 kg). A phantom is never stocked: what is in
it takes its place in every order.
"""

"""Where the minutes of a machine go. Every one of them belongs to exactly one element of ISO 22400.

People touch start, pause, stop and finish; machines send states and counters; both are *facts*, kept as they were said
and never changed. From facts follow *stays* of a machine in a state, which cannot overlap (the database forbids it) and
of which the newest has no end. What comes late, or twice, or in the wrong order repairs the stays; it never doubles
them. A stop gets its reason when it happens or afterwards, and every reason it ever had is kept with who gave it.

Nothing here knows shifts by itself: elements come out when stays are laid over the calendar of ``shifts``.
"""

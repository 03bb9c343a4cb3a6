"""The floor: tablets, badges, the job screen, and the board on the wall.

A tablet is enrolled once and stands at a machine; people come and go on it by badge. What they touch is a report of
``production`` with the moment of the touch and a key made at the touch, so that a tablet without a network can send it
later, under the person who touched it, exactly once.
"""

"""When work is done: shifts and their breaks, patterns, days that differ, crews, absences and overtime.

A shift is hours on the wall clock of a plant; a pattern says which shifts are worked on the days of a cycle; a rule
says which pattern counts for the plant, a work center or a crew, from a day on; a day may differ, because it is a
holiday or because a Saturday is worked. What comes out are *instances*: one shift of one day as two instants, made some
weeks ahead. What is past stays as it was when a definition changes, until somebody works it out again with a reason.

It is the only calendar: whoever needs to know whether a moment, an hour or a day is worked asks here.
"""

"""Work centers and machines: where work is done and what it costs.

A work center is a place of a plant where operations of one kind happen (ISA-95: work center); it has a cost rate and
hours a week, and routings name it. A machine stands in a work center and is where one order runs at a time, or as
many as it has slots. What a machine is doing now comes from the floor, from signals or by hand; until anybody has said
anything the state is *unknown*, which is not the same as idle.
"""

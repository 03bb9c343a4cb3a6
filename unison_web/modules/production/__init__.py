"""What happens at an operation: start, report good and scrap, pause, stop, finish. The log is append-only.

A report is one row of the log, one guarded update of the operation (which is what makes "two people finish the last
ten at once" end with one winner), pieces passed on to the next operation, and an event for live screens. An undo within
thirty seconds, by the same person at the same device, is a reversing row, never a deletion.
"""

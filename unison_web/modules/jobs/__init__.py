"""Work that waits, runs or has failed, as a company sees its own: what was asked for, by whom, what became of it."""

"""What people have learned, until when it counts, and what an operation asks of who starts it."""

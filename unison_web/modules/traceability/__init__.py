"""Where it came from and where it went: traces, recalls and their drills. Reads the edges that movements leave."""

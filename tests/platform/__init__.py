"""What makes it run: settings, the embedded database, commands, locks, container files."""

"""What is done with API keys, and how one is recognized."""

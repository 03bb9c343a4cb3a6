"""Verbs for more rows than anybody waits for: the job, its page, and what it refused."""

"""One field for everything: an exact code, records, screens, and what can be done."""

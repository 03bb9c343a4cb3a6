"""Saved views: what a person, or the team, asks of a list again and again."""

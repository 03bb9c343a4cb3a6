"""Sealing the trail, and checking its seals."""

"""Pieces put together by scan, and what was built against what was planned and what is planned today."""

"""Enrolling, checking and resetting second factors."""

"""Unison: a manufacturing execution system, from released order to traced part."""

__version__ = "0.1.0"

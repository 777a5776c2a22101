"""Gangmaker: the open platform of a creative region."""

__version__ = "0.1.0"

"""What pages look up of concepts."""

from .names import Named, named

__all__ = ["Named", "named"]

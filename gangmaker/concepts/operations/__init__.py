"""Everything that changes the thesaurus, and what was made of suggestions."""

from .loading import load_thesaurus

__all__ = ["load_thesaurus"]

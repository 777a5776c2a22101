"""The thesaurus of the field, and what texts mean in it."""

"""The thesaurus: read by everybody, kept by region administrators."""

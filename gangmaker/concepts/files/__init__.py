"""Thesauri of others as files, and ours: the official ESCO release, and SKOS."""

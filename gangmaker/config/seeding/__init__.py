"""A large invented region: words, people, items, and how they are written quickly."""

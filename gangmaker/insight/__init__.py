"""Figures about what happens in the region, each with its definition."""

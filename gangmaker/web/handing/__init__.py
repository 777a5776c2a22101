"""Outliving people: whether things are alive, and giving what one person keeps to others."""

"""How each figure is computed."""

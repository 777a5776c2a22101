"""What the region works on: goals (projects and results follow)."""

"""How the platform itself stands: for monitors, and for whoever runs it."""

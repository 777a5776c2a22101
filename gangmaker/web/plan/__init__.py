"""The plan: goals, how they are measured, what is done for them, and its frozen versions."""

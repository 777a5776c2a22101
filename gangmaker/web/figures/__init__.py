"""The figures of the region: for everybody, for the team, and as they were published."""

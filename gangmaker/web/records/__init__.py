"""Records that the team keeps: claimed, alike, merged, taken in and out as sheets."""

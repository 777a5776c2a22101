"""Reading: home, explore, an item and its trail, search, goals, how we answer."""

"""The demo region: its texts as data, and what turns them into a living database."""

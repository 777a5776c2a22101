"""People and organisations: directory, profiles, members, signing in."""

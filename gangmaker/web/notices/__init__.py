"""What people are told: on the site, by mail, and how to have less of it."""

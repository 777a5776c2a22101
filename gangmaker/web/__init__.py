"""The door for people: pages, forms, and how they look."""

"""What people say to each other about an item; following it and saying thanks."""

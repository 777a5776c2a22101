"""What people can ask of their own data, and what becomes of it by itself."""

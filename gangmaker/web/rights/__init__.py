"""What people can do with their own data, and what the law asks us to say."""

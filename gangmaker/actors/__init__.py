"""The ground floor: accounts, people, organisations, and what they offer and seek."""

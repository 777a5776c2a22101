"""Projects: proposing, where they stand, who takes part, what is planned."""

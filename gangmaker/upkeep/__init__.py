"""Nothing is lost: backups, restoring, archives, read-only mode, and how it all stands."""

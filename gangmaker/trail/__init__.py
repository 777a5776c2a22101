"""The trail: items, links, acts, promises, answers and the outbox."""

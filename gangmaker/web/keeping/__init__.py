"""Keeping promises: Today, answering, the ledger, asking a question."""

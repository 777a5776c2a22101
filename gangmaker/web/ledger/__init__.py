"""The ledger, complete: grants, how things are valued, volunteers, the yearly statement."""

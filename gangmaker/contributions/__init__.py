"""Questions, ideas, offers, and the ledger: who gave what, confirmed by whom."""

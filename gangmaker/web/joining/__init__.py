"""Joining in: the one way in, its receipt, and confirming an address."""

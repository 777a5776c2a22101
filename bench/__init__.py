"""How fast it is, beside a floor and a peer: ``make bench``."""

"""Reports, decisions with their reasons, objections, house rules and the yearly account of it."""

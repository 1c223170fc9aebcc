"""Law, statuses, numbers: what has been decided about what was found."""

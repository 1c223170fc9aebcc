"""Rules about a standard by itself."""

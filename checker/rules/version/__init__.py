"""Rules about which processes a market runs, in which version, and who has confirmed it."""

"""Rules about duties in law: what breaks one, and which reasons of law do not hold."""

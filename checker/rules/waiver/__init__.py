"""Rules about waivers: who signed, how long, how far, and what for."""

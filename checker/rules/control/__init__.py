"""Rules about the values of controls and step parameters."""

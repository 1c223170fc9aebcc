"""Rules about metrics: targets and how they are counted."""

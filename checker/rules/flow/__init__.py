"""Rules about flows: what a market changed in the steps, and what must hold on every run."""

"""Rules about files: whether they can be read, have the right shape and lie in their place."""

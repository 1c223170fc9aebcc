"""A check under a base: both sides are read, judged state by state with one engine, and compared. Part of `pipeline`."""

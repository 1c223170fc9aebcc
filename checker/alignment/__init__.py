"""Standard and effective variant → facts: one element, one difference each."""

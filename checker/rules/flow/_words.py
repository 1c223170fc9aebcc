"""Sentences that the flow rules share."""

from checker.facts import EditFact


def instead(fact: EditFact, write: str) -> str:
    """What to write, and what a reason or a waiver can do."""
    if fact.because is None:
        return f"{write}, or ask for a waiver"
    return f"{write}, or ask for a waiver; the reason `{fact.because.type}` explains the difference and does not excuse it"

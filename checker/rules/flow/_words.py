"""Sentences that the flow rules share."""

from checker.facts import EditFact
from checker.model.position import Place


def instead(fact: EditFact, write: str) -> str:
    """What to write, and what a reason or a waiver can do."""
    if fact.because is None:
        return f"{write}, or ask for a waiver"
    return f"{write}, or ask for a waiver; the reason `{fact.because.type}` explains the difference and does not excuse it"


def undo(fact: EditFact, in_a_whole_flow: str) -> str:
    """How the edit is taken back: by deleting the change that makes it, or by an edit of the flow's own list of steps."""
    at = fact.place.key_path if isinstance(fact.place, Place) else ()
    return "delete this change" if at[:2] == ("flow", "changes") else in_a_whole_flow


def points(fact: EditFact) -> str:
    """The places that the standard has for local steps, as they are written."""
    if not fact.points:
        return ""
    shown = " or ".join(f"`at: {point}`" for point in fact.points)
    return f"put it where the standard has a place for local steps ({shown})"

"""Sentences that the version rules share."""

from checker.facts import VersionFact


def data(fact: VersionFact) -> dict[str, str]:
    """The parts of a version rule's message."""
    parts = {"process": fact.process, "pinned": str(fact.pinned)}
    if fact.newest is not None:
        parts["newest"] = str(fact.newest)
    if fact.day is not None:
        parts["day"] = fact.day.isoformat()
    return parts


def move_to(fact: VersionFact) -> str:
    """What to write instead of the pinned version."""
    if fact.newest is None:
        return "ask the global team which version to adopt"
    entry = f"`{fact.process}: {fact.newest}` under `adopts`"
    if fact.layer == "region":
        return (
            f"write {entry} in the region's file, which moves all markets that follow it; or in the market's own `market.yaml`, "
            "which moves this one only: `checker upgrade` does that, and says what changes"
        )
    return f"write {entry}; `checker upgrade` does it, and says what changes"

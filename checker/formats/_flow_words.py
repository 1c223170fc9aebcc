"""Signs and words for what differs in a flow, the same in every text format. Part of `formats`."""

from collections.abc import Mapping

from checker.diagram.words import state_words
from checker.model.picture import Arrow, ArrowState, Box, BoxState

SIGNS: Mapping[BoxState | ArrowState, str] = {
    "unchanged": "", "added": "+", "removed": "−", "moved": "⇄", "retyped": "⟲", "changed": "~", "replaced": "»",
}  # fmt: skip


def is_here(box: Box) -> bool:
    """Whether the market's flow has the step."""
    return box.state not in ("removed", "replaced")


def words_of(box: Box) -> str:
    """The state in words, and the standard's name where it is another; empty where nothing differs."""
    was = f"was ‘{box.was}’" if box.was and is_here(box) else ""
    return ", ".join(part for part in (state_words(box), was) if part)


def way_words(arrow: Arrow) -> str:
    """The label of a branch and how often a run may take it; empty where neither is said."""
    bound = f"(max {arrow.max_repeats}×)" if arrow.max_repeats is not None else ""
    return " ".join(part for part in (arrow.label, bound) if part)

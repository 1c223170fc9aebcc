"""A picture as the layout reads it: every arrow has two ends, like arrows are one link. Part of `diagram`."""

from typing import NamedTuple

from checker.diagram.picture import Arrow, ArrowState, Box, Picture


class Link(NamedTuple):
    """The arrows of one state from one box to another; `label` is all of theirs."""

    source: str
    target: str
    state: ArrowState
    arrows: tuple[Arrow, ...]
    label: str
    is_lit: bool

    @property
    def net(self) -> tuple[str, ArrowState]:
        """Links that may flow into one line: the same end, in the same state."""
        return self.target, self.state


class Plan(NamedTuple):
    """`boxes` with the stops behind; a stop's id ends in a slash, which no step's id can."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def plan(picture: Picture) -> Plan:
    found: dict[tuple[str, str, ArrowState], list[Arrow]] = {}
    for arrow in picture.arrows:
        target = stop_of(arrow.source) if arrow.target is None else arrow.target
        found.setdefault((arrow.source, target, arrow.state), []).append(arrow)
    names = {box.id for box in picture.boxes}
    stops = dict.fromkeys(target for _, target, _ in found if target not in names)
    lit = set(zip(picture.lit, picture.lit[1:], strict=False))
    links = tuple(
        Link(source, target, state, tuple(arrows), _label(arrows), (source, target) in lit and state != "removed")
        for (source, target, state), arrows in found.items()
    )
    return Plan((*picture.boxes, *(Box(stop, "", "end") for stop in stops)), links)


def stop_of(source: str) -> str:
    return f"{source}/"


def is_stop(box: Box) -> bool:
    return box.id.endswith("/")


def arrow_words(arrow: Arrow) -> str:
    """What stands at an arrow: `try again · max 2×`, its bound never broken over lines; empty where nothing does."""
    if arrow.max_repeats is None:
        return arrow.label or ""
    bound = f"max\N{NO-BREAK SPACE}{arrow.max_repeats}×"
    return f"{arrow.label} ·\N{NO-BREAK SPACE}{bound}" if arrow.label else bound


def _label(arrows: list[Arrow]) -> str:
    return " / ".join(dict.fromkeys(words for arrow in arrows if (words := arrow_words(arrow))))

"""In which lane each box stands: that of the actor who takes the step. Part of `diagram`."""

from collections.abc import Iterable, Mapping, Sequence

from checker.diagram.picture import Box
from checker.diagram.plan import Link

LANES: Mapping[str, str] = {"bot": "Chatbot", "ai_agent": "AI agent", "human": "Person", "system": "System"}


def lanes(boxes: Sequence[Box], forward: Sequence[Link], layer: Mapping[str, int]) -> dict[str, str]:
    """The lane of each box by its id, as a key of LANES.

    Decisions, waits and ends have no actor: they stand with the step before them, the nearest one; a first one with
    the step behind it.
    """
    found: dict[str, str] = {box.id: box.type for box in boxes if box.type in LANES}
    actorless = sorted((box.id for box in boxes if box.type not in LANES), key=lambda name: layer[name])
    _stand_behind(actorless, forward, layer, found)
    _stand_before(reversed(actorless), forward, found)
    _stand_behind(actorless, forward, layer, found)
    return {box.id: found.get(box.id, "system") for box in boxes}


def _stand_behind(names: Iterable[str], forward: Sequence[Link], layer: Mapping[str, int], found: dict[str, str]) -> None:
    for name in names:
        before = [link for link in forward if link.target == name and link.source in found]
        if before and name not in found:
            nearest = max(before, key=lambda link: (link.state != "removed", layer[link.source]))
            found[name] = found[nearest.source]


def _stand_before(names: Iterable[str], forward: Sequence[Link], found: dict[str, str]) -> None:
    for name in names:
        behind = [link.target for link in forward if link.source == name and link.target in found]
        if behind and name not in found:
            found[name] = found[behind[0]]

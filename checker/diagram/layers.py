"""In which column each box stands: the longest way from the start. Part of `diagram`."""

from collections.abc import Iterable, Mapping, Sequence

from checker.diagram.plan import Link


def forward_links(ids: Sequence[str], links: Sequence[Link]) -> list[Link]:
    """The links that lead to the right; the others lead back, and without them there is no cycle.

    What follows in the order written always leads to the right, what jumps back in it where no cycle comes of that.
    Links of the standard that are gone come last, so that the picture is the local flow's.
    """
    place = {name: index for index, name in enumerate(ids)}
    after: dict[str, list[str]] = {name: [] for name in ids}
    kept: list[Link] = []
    for link in sorted(links, key=lambda link: (link.state == "removed", place[link.source] >= place[link.target])):
        if not _leads(after, link.target, link.source):
            after[link.source].append(link.target)
            kept.append(link)
    return kept


def _leads(after: Mapping[str, list[str]], source: str, target: str) -> bool:
    seen = {source}
    stack = [source]
    while stack:
        here = stack.pop()
        if here == target:
            return True
        fresh = [name for name in after[here] if name not in seen]
        seen.update(fresh)
        stack += fresh
    return False


def layers(ids: Sequence[str], forward: Sequence[Link], start: str | None) -> dict[str, int]:
    """Each box one column behind the last that leads to it; one that nothing leads to, just before what it leads to."""
    before: dict[str, list[str]] = {name: [] for name in ids}
    after: dict[str, list[str]] = {name: [] for name in ids}
    for link in forward:
        before[link.target].append(link.source)
        after[link.source].append(link.target)
    found: dict[str, int] = {}
    for name in _topological(ids, before, after):
        found[name] = 1 + max((found[source] for source in before[name]), default=-1)
    for name in ids:
        if not before[name] and after[name] and name != start:
            found[name] = min(found[target] for target in after[name]) - 1
    return found


def _topological(ids: Iterable[str], before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> list[str]:
    missing = {name: len(before[name]) for name in ids}
    ready = [name for name in ids if not missing[name]]
    for name in ready:
        for target in after[name]:
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    return ready

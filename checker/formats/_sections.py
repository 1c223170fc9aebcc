"""Parts of a Markdown text that has an end: whole items, as many as there is room for. Part of `formats`."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.formats._grouping import Group
from checker.formats._markdown import length

REST = "\n`checker check -v` lists all of them."


class Section(NamedTuple):
    """Groups of findings under a title; `is_folded`: a reader opens it.

    `item`: how its groups are shown, where not as in other sections. `most`: how many of them are shown, None for all.
    """

    title: str
    groups: Sequence[Group]
    is_folded: bool = False
    item: Callable[[Group], str] | None = None
    most: int | None = None

    @property
    def size(self) -> int:
        return sum(group.size for group in self.groups)


class Fitted(NamedTuple):
    """The text, and the groups that it has no room for."""

    text: str
    hidden: tuple[Group, ...]


def fitted(sections: Iterable[Section], item: Callable[[Group], str], room: int) -> Fitted:
    """Fill the room in the order of the sections. From the first item without room on, all are left out.

    So nothing is shown that comes after something that has no room. What a section leaves out by itself, its title counts.
    """
    texts: list[str] = []
    hidden: list[Group] = []
    for section in sections:
        if not section.groups:
            continue
        items: list[str] = []
        left = room - length(_section(section, [], section.size))
        wanted = section.groups[: section.most]
        for group in wanted:
            text = (section.item or item)(group)
            left -= length(text) + 1
            if left < 0:
                break
            items.append(text)
        if items:
            texts.append(_section(section, items, sum(group.size for group in section.groups[len(items) :])))
            room -= length(texts[-1]) + 1
        if len(items) < len(wanted):
            hidden += section.groups[len(items) :]
            room = 0
    return Fitted("\n".join(texts), tuple(hidden))


def _section(section: Section, items: list[str], not_shown: int) -> str:
    cut = f", {section.size - not_shown:,} of them shown" if not_shown else ""
    title = f"{section.title} ({section.size:,}{cut})"
    body = "\n".join([*items, *([REST] if section.most is not None and not_shown else [])])
    if section.is_folded:
        return f"\n<details><summary>{title}</summary>\n\n{body}\n\n</details>\n"
    return f"\n### {title}\n\n{body}\n"

"""Parts of a Markdown text that has an end: whole items, as many as there is room for. Part of `formats`."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.formats._grouping import Group
from checker.formats._markdown import length


class Section(NamedTuple):
    """Groups of findings under a title; `is_folded`: a reader opens it."""

    title: str
    groups: Sequence[Group]
    is_folded: bool = False

    @property
    def size(self) -> int:
        return sum(group.size for group in self.groups)


class Fitted(NamedTuple):
    """The text, and the groups that it has no room for."""

    text: str
    hidden: tuple[Group, ...]


def fitted(sections: Iterable[Section], item: Callable[[Group], str], room: int) -> Fitted:
    """Fill the room in the order of the sections. From the first item without room on, all are left out.

    So nothing is shown that comes after something that is not.
    """
    texts: list[str] = []
    hidden: list[Group] = []
    for section in sections:
        if not section.groups:
            continue
        items: list[str] = []
        left = room - length(_section(section, [], len(section.groups)))
        for group in section.groups:
            text = item(group)
            left -= length(text) + 1
            if left < 0:
                break
            items.append(text)
        rest = section.groups[len(items) :]
        hidden += rest
        if items:
            texts.append(_section(section, items, sum(group.size for group in rest)))
            room -= length(texts[-1]) + 1
        if rest:
            room = 0
    return Fitted("\n".join(texts), tuple(hidden))


def _section(section: Section, items: list[str], not_shown: int) -> str:
    cut = f", {section.size - not_shown:,} of them shown" if not_shown else ""
    title = f"{section.title} ({section.size:,}{cut})"
    body = "\n".join(items)
    if section.is_folded:
        return f"\n<details><summary>{title}</summary>\n\n{body}\n\n</details>\n"
    return f"\n### {title}\n\n{body}\n"

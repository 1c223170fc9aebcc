"""Tabs used as indentation where libyaml lets them pass: inside brackets. Part of `load`."""

import re
from collections.abc import Iterator

from checker.load.syntax_words import TAB
from checker.load.text_faults import ReadFault
from checker.load.tree import YamlMapping, YamlSequence
from checker.model.position import Span

INDENTED_BY_TAB = re.compile(r"^ *(\t)[ \t]*+[^\s#]", re.MULTILINE)


def tab_faults(text: str, root: object) -> Iterator[ReadFault]:
    """A fault at each line that a tab indents, unless the line is inside a text, where tabs are content."""
    found = [(match, text.count("\n", 0, match.start(1))) for match in INDENTED_BY_TAB.finditer(text)]
    if not found:
        return
    inside = set(_lines_inside_texts(root))
    for match, line in found:
        if line not in inside:
            column = match.start(1) - match.start() + 1
            yield ReadFault(TAB.kind, Span(line + 1, column, line + 1, column + 1), TAB.message, TAB.remedy)


def _lines_inside_texts(root: object) -> Iterator[int]:
    """The lines, counted from 0, that go on with a text of the line before."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, YamlMapping | YamlSequence):
            waiting += node.values() if isinstance(node, YamlMapping) else node
            for start, end in zip(node.marks[::2], node.marks[1::2], strict=True):
                yield from range(start.line + 1, end.line + 1)

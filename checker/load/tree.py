"""Read YAML as plain mappings and lists that remember where every key and value stands. Part of `load`."""

from typing import Any, TypeAlias

from checker.model.position import FILE_START, KeyPath, Span

LibyamlEvent: TypeAlias = Any
"""An event of libyaml's parser: it always bears both marks, which the stubs of `yaml.events` do not say."""
LibyamlMark: TypeAlias = Any


SMALL = 16
"""Mappings of up to so many keys are searched; larger ones keep an index."""


class YamlMapping(dict[str, Any]):
    """A mapping; `marks` holds start and end of key, start and end of value, and so on in the order of the keys.

    The end mark of a mapping or list inside is the end of its own first token; its whole end is its `end`.
    """

    __slots__ = ("_order", "end", "is_flow", "marks")
    _order: dict[str, int]

    def __init__(self, start: LibyamlEvent) -> None:
        self.is_flow: bool = start.flow_style
        self.end: LibyamlMark | None = None
        self.marks: list[LibyamlMark] = []

    def place(self, key: str) -> int:
        """How many keys stand before this one."""
        if len(self) <= SMALL:
            return list(self).index(key)
        if not hasattr(self, "_order"):
            self._order = {own: place for place, own in enumerate(self)}
        return self._order[key]


class YamlSequence(list[Any]):
    """A list; `marks` holds start and end of each member."""

    __slots__ = ("end", "is_flow", "marks")

    def __init__(self, start: LibyamlEvent) -> None:
        self.is_flow: bool = start.flow_style
        self.end: LibyamlMark | None = None
        self.marks: list[LibyamlMark] = []


class Tree:
    """The positions of a read document (`model.position.Positions`)."""

    __slots__ = ("root",)

    def __init__(self, root: object) -> None:
        self.root = root

    def parent(self, key_path: KeyPath) -> KeyPath:
        node = self.root
        for depth, step in enumerate(key_path):
            if not _holds(node, step):
                return key_path[:depth]
            node = node[step]  # type: ignore[index]
        return key_path

    def value_span(self, key_path: KeyPath) -> Span:
        container: Any = None
        value: Any = self.root
        depth = 0
        for step in key_path:
            if value.__class__ is YamlMapping:
                if step not in value:
                    break
            elif not _holds(value, step):
                break
            container, value, depth = value, value[step], depth + 1
        if depth == 0:
            return self._first_key()
        exists = key_path[:depth]
        if depth < len(key_path) and isinstance(value, YamlMapping):
            return self.key_span(exists)
        index = _mark_index(container, exists[-1], 2)
        start, end = container.marks[index], container.marks[index + 1]
        if isinstance(value, YamlMapping | YamlSequence):
            if not value.is_flow:  # a block ends where the next one starts: a matter of layout
                return self.key_span(exists) if isinstance(container, YamlMapping) else _one_line(start)
            end = value.end or end
        if end.line != start.line:
            return _one_line(start)
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def key_span(self, key_path: KeyPath) -> Span:
        exists = self.parent(key_path)
        if not exists:
            return self._first_key()
        container = self._at(exists[:-1])
        if isinstance(container, YamlSequence):
            return self.value_span(exists)
        index = _mark_index(container, exists[-1], 0)
        start, end = container.marks[index], container.marks[index + 1]
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _first_key(self) -> Span:
        if isinstance(self.root, YamlMapping) and self.root:
            return self.key_span((next(iter(self.root)),))
        return FILE_START

    def _at(self, key_path: KeyPath) -> Any:
        node: Any = self.root
        for step in key_path:
            node = node[step]
        return node


def _holds(node: object, step: str | int) -> bool:
    if isinstance(node, YamlMapping):
        return step in node
    return isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node)


def _mark_index(container: YamlMapping | YamlSequence, step: str | int, offset: int) -> int:
    """Where the start mark of a member stands; `offset` 0 is a mapping's key, 2 its value."""
    if isinstance(container, YamlSequence):
        return 2 * int(step)
    return 4 * container.place(str(step)) + offset


def _one_line(mark: LibyamlMark) -> Span:
    """A value over several lines is pointed at by its first character."""
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)

"""Read YAML as plain mappings and lists that remember where every key and value stands. Part of `load`."""

from typing import Any, TypeAlias

from checker.model.position import FILE_START, KeyPath, Span

LibyamlEvent: TypeAlias = Any
"""An event of libyaml's parser: it always bears both marks, which the stubs of `yaml.events` do not say."""
LibyamlMark: TypeAlias = Any


class YamlMapping(dict[str, Any]):
    """A mapping; `events` holds the events of key, value, key, value … in the order of the keys."""

    __slots__ = ("end", "events", "start")

    def __init__(self, start: LibyamlEvent) -> None:
        self.start: LibyamlEvent = start
        self.end: LibyamlMark | None = None
        self.events: list[LibyamlEvent] = []


class YamlSequence(list[Any]):
    """A list; `events` holds the event of each member."""

    __slots__ = ("end", "events", "start")

    def __init__(self, start: LibyamlEvent) -> None:
        self.start: LibyamlEvent = start
        self.end: LibyamlMark | None = None
        self.events: list[LibyamlEvent] = []


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
        exists = self.parent(key_path)
        if not exists:
            return self.key_span(())
        container = self._at(exists[:-1])
        value = container[exists[-1]]
        event = container.events[_event_index(container, exists[-1], 1)]
        end = value.end if isinstance(value, YamlMapping | YamlSequence) else event.end_mark
        if end is None or end.line != event.start_mark.line:
            is_block = isinstance(value, YamlMapping | YamlSequence) and not event.flow_style
            return self.key_span(exists) if is_block and isinstance(container, YamlMapping) else _one_line(event.start_mark)
        return Span(event.start_mark.line + 1, event.start_mark.column + 1, end.line + 1, end.column + 1)

    def key_span(self, key_path: KeyPath) -> Span:
        exists = self.parent(key_path)
        if not exists:
            return self._first_key()
        container = self._at(exists[:-1])
        if isinstance(container, YamlSequence):
            return self.value_span(exists)
        event = container.events[_event_index(container, exists[-1], 0)]
        start, end = event.start_mark, event.end_mark
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


def _event_index(container: YamlMapping | YamlSequence, step: str | int, offset: int) -> int:
    if isinstance(container, YamlSequence):
        return int(step)
    return 2 * list(container).index(str(step)) + offset


def _one_line(mark: LibyamlMark) -> Span:
    """A value over several lines is pointed at by its first character."""
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)

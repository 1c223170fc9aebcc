"""The positions of a document that was read line by line (`model.position.Positions`). Part of `load`."""

from typing import Any

from checker.model.position import FILE_START, KeyPath, Span


class LinePositions:
    """`spots` has a `line_forms.Spot` for each value, under its key or in its place."""

    __slots__ = ("spots",)

    def __init__(self, spots: dict[str, Any]) -> None:
        self.spots = spots

    def parent(self, key_path: KeyPath) -> KeyPath:
        spots: Any = self.spots
        for depth, step in enumerate(key_path):
            if not _holds(spots, step):
                return key_path[:depth]
            spots = spots[step][2]
        return key_path

    def value_span(self, key_path: KeyPath) -> Span:
        return self._span(key_path, at_key=False)

    def key_span(self, key_path: KeyPath) -> Span:
        return self._span(key_path, at_key=True)

    def _span(self, key_path: KeyPath, *, at_key: bool) -> Span:
        holder: Any = None
        spots: Any = self.spots
        line = 0
        columns = (0, 0, 0, 0)
        is_open, is_whole = False, True
        for step in key_path:
            try:
                own, columns, inside, is_open = spots[step]
            except (KeyError, IndexError, TypeError):  # no such key or place, or nothing inside
                is_whole = False
                break
            holder, spots = spots, inside
            line = own or line
        if holder is None:
            return self._first_key()
        key_start, key_end, start, end = columns
        has_key = isinstance(holder, dict)
        if not is_whole and not at_key:
            at_key = isinstance(spots, dict)  # of a mapping that lacks the key, its own key
        if has_key and (at_key or is_open):
            return Span(line, key_start + 1, line, key_end + 1)
        if is_open:  # the block in a list: its first character
            return Span(line, key_start + 1, line, key_start + 2)
        return Span(line, start + 1, line, end + 1)

    def _first_key(self) -> Span:
        for line, columns, _, _ in self.spots.values():
            return Span(line, columns[0] + 1, line, columns[1] + 1)
        return FILE_START


def _holds(spots: object, step: str | int) -> bool:
    if isinstance(spots, dict):
        return step in spots
    return isinstance(spots, list) and isinstance(step, int) and step < len(spots)

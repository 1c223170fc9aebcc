"""Pieces of a large page, told apart into what they share and what is each one's own. Part of `report`.

A page of 200 markets draws a few macros of the templates tens of thousands of times. A stencil is what such a macro prints,
with gaps for the values of what it is given. It is cut by calling the macro once with stand-ins that note which questions the
template asks (is there a waiver, how many notes are there?). What gives the same answers later has the same stencil, and only
its values are taken down. So the templates stay what a designer reads, and the page's script needs to know nothing of them.

A mark like `&12;` says: here stands what the next row of stencil 12 fills. Text from documents can never hold one, since it is
escaped, and its `&` with it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, Protocol

from markupsafe import Markup, escape

from checker.report.columns import Columns, Json
from checker.report.words import showable

GAP = re.compile("\x02(\\d+)\x03")
Macro = Callable[..., str]
Path = tuple[str | int, ...]
"""Which argument of the macro, and the way from it: names of attributes and places in sequences."""
Question = tuple[Path, str]


class Drawing(Protocol):
    """Draws a macro of the templates: as it stands, or as a mark for the page's script."""

    def __call__(self, name: str, *arguments: Any) -> Markup: ...


def plainly(macros: Mapping[str, Macro]) -> Drawing:
    """Pieces as they stand, for a page that reads without script."""

    def draw(name: str, *arguments: Any) -> Markup:
        return Markup(macros[name](*arguments))  # noqa: S704 (autoescaped)

    return draw


@dataclass(slots=True)
class Stencil:
    """What one macro prints for one set of answers: texts, and what stands in the gaps between them.

    `nested[k]`: the macro that the k-th gap draws, None where it is a value. `cells[k]`: what stands in the k-th gap, by row;
    of a nested one the number of its stencil.
    """

    texts: Sequence[str]
    readers: Sequence[Callable[[Sequence[Any]], Any]]
    nested: Sequence[str | None]
    cells: Sequence[list[Any]]


class Stencils:
    """Draws pieces as marks, and keeps what they stand for."""

    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self._macros = macros
        self._roots: dict[object, _Fork | int] = {}
        self._numbers: dict[object, int] = {}
        self._all: list[Stencil] = []

    def draw(self, name: str, *arguments: Any) -> Markup:
        """A mark; inside of a piece that is being cut, a gap for it."""
        trace = next((each._trace for each in arguments if isinstance(each, StandIn)), None)
        if trace is not None:
            return trace.gap(name, [each._path if isinstance(each, StandIn) else _Constant(each) for each in arguments])
        return Markup(f"&{self._row(name, arguments)};")  # noqa: S704 (a number)

    def packed(self, columns: Columns) -> Json:
        """The stencils as JSON: texts, the node of a table of what stands between them, and which of it is nested."""
        return [
            {
                "parts": [showable(text) for text in each.texts],
                "rows": columns.table(each.cells),
                "nested": [place for place, name in enumerate(each.nested) if name is not None],
            }
            for each in self._all
        ]

    def _row(self, name: str, arguments: Sequence[Any]) -> int:
        """Takes down one more piece; the number of its stencil. A piece stands before those that it holds."""
        number = self._number(name, arguments)
        stencil = self._all[number]
        values = [reader(arguments) for reader in stencil.readers]
        for cells, value, nested in zip(stencil.cells, values, stencil.nested, strict=True):
            cells.append(self._row(nested, value) if nested is not None else _cell(value))
        return number

    def _number(self, name: str, arguments: Sequence[Any]) -> int:
        key = (name, len(arguments))
        known = self._roots.get(key)
        while isinstance(known, _Fork):
            known = known.ways.get(known.answer(arguments))
        return self._cut(key, arguments) if known is None else known

    def _cut(self, key: tuple[str, int], arguments: Sequence[Any]) -> int:
        """Calls the macro, and hangs its stencil under the answers to the questions that it asked."""
        trace = _Trace()
        text = self._macros[key[0]](*(StandIn(trace, (place,), value) for place, value in enumerate(arguments)))
        pieces = GAP.split(str(text))
        gaps = [trace.gaps[int(place)] for place in pieces[1::2]]
        number = self._numbers.setdefault((key, tuple(pieces[::2]), tuple(gaps)), len(self._all))
        if number == len(self._all):
            readers = [_reader(paths[0]) if name is None else _readers(paths) for name, paths in gaps]
            self._all.append(Stencil(pieces[::2], readers, [name for name, _ in gaps], [[] for _ in gaps]))
        _graft(self._roots, key, list(trace.answers.items()), number)
        return number


@dataclass(slots=True)
class _Fork:
    """A question that decides what is printed, and where each answer leads: to the next one, or to a stencil."""

    answer: Callable[[Sequence[Any]], object]
    ways: "dict[object, _Fork | int]" = field(default_factory=dict)


def _graft(ways: "dict[object, _Fork | int]", way: object, answers: Sequence[tuple[Question, object]], number: int) -> None:
    for question, answer in answers:
        fork = ways.get(way)
        if not isinstance(fork, _Fork):
            fork = ways[way] = _Fork(_asking(question))
        ways, way = fork.ways, answer
    ways[way] = number


class _Constant:
    """An argument that a template gives itself; the answers before it decide it."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Constant) and other.value.__class__ is self.value.__class__ and other.value == self.value

    def __hash__(self) -> int:
        return hash((self.value.__class__, self.value))


class _Trace:
    """What a macro asked while it was called, and what it printed of its arguments."""

    def __init__(self) -> None:
        self.answers: dict[Question, object] = {}
        self.gaps: list[tuple[str | None, tuple[Path | _Constant, ...]]] = []

    def gap(self, name: str | None, paths: Sequence[Path | _Constant]) -> Markup:
        self.gaps.append((name, tuple(paths)))
        return Markup(f"\x02{len(self.gaps) - 1}\x03")  # noqa: S704 (a number)

    def ask(self, path: Path, question: str, value: Any) -> Any:
        """The answer, taken down: what follows in the template depends on it."""
        return self.answers.setdefault((path, question), QUESTIONS[question](value))


QUESTIONS: Mapping[str, Callable[[Any], Any]] = {"is": bool, "many": len, "what": lambda value: value}


class StandIn:
    """An argument of a macro that is being cut. Printed it is a gap; asked anything, it answers as the argument does."""

    __slots__ = ("_path", "_trace", "_value")

    def __init__(self, trace: _Trace, path: Path, value: Any) -> None:
        self._trace, self._path, self._value = trace, path, value

    def __html__(self) -> Markup:
        return self._trace.gap(None, [self._path])

    def __bool__(self) -> bool:
        return bool(self._trace.ask(self._path, "is", self._value))

    def __len__(self) -> int:
        return int(self._trace.ask(self._path, "many", self._value))

    def __iter__(self) -> "Iterator[StandIn]":
        return iter([self[place] for place in range(len(self))])

    def __getitem__(self, place: int) -> "StandIn":
        return StandIn(self._trace, (*self._path, place), self._value[place])

    def __getattr__(self, name: str) -> "StandIn":
        return StandIn(self._trace, (*self._path, name), getattr(self._value, name))

    def __eq__(self, other: object) -> bool:
        return bool(self._trace.ask(self._path, "what", self._value) == other)

    def __hash__(self) -> int:
        return hash(self._trace.ask(self._path, "what", self._value))

    def __str__(self) -> str:
        return str(self._trace.ask(self._path, "what", self._value))


def _asking(question: Question) -> Callable[[Sequence[Any]], object]:
    path, kind = question
    read, ask = _reader(path), QUESTIONS[kind]
    return read if kind == "what" else lambda arguments: ask(read(arguments))


def _reader(path: Path | _Constant) -> Callable[[Sequence[Any]], Any]:
    """Goes a way from the arguments."""
    if isinstance(path, _Constant):
        constant = path.value
        return lambda _: constant
    first, rest = int(path[0]), path[1:]
    if not rest:
        return lambda arguments: arguments[first]
    if all(isinstance(step, str) for step in rest):
        read = attrgetter(".".join(map(str, rest)))
        return lambda arguments: read(arguments[first])

    def walk(arguments: Sequence[Any]) -> Any:
        found = arguments[first]
        for step in rest:
            found = getattr(found, step) if isinstance(step, str) else found[step]
        return found

    return walk


def _readers(paths: Sequence[Path | _Constant]) -> Callable[[Sequence[Any]], Any]:
    each = [_reader(path) for path in paths]
    return lambda arguments: [read(arguments) for read in each]


def _cell(value: Any) -> str | int:
    """A value as the page prints it, escaped unless it is markup; numbers stay numbers."""
    return value if value.__class__ is int else _printed(value, value.__class__)


@lru_cache(maxsize=50_000)
def _printed(value: Any, _: type) -> str:
    """Told apart by class too, since markup is equal to the same text."""
    return showable(str(escape(value)))

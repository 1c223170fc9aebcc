"""What a template prints can be told apart into what pieces share and what is each one's own, whatever the template asks."""

import itertools
import re
from typing import NamedTuple

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2 import runtime as jinja_runtime
from markupsafe import Markup, escape

from checker.report.column_reader import Reader
from checker.report.columns import Columns
from checker.report.stencil import Macro, Stencils, plainly

TEMPLATE = """
{% macro badge(shown) %}<i class="{{ shown.tone }}">{{ shown.words }}</i>{% endmacro %}
{% macro note(note, with_badge) %}<p{% if note.id %} id="{{ note.id }}"{% endif %}>
{% if with_badge %}{{ badge(note.shown) }}{% endif %}{{ note.text }}</p>{% endmacro %}
{% macro piece(item) %}<h4>{{ item.title }}</h4>
{% if item.count == 1 %}one{% elif item.count %}{{ item.count }} of them{% else %}none{% endif %}
{% for each in item.notes %}{{ draw("note", each, item.notes | length > 1) }}{{ ", " if not loop.last }}{% else %}calm{% endfor %}
{{ item.names | join("; ") }}{{ draw("badge", item.shown) if item.shown }}{{ item.version or "–" }}
{{ item.title ~ "!" }}{% endmacro %}
"""


class Shown(NamedTuple):
    tone: str
    words: str


class Note(NamedTuple):
    id: str
    shown: Shown
    text: str


class Item(NamedTuple):
    title: str
    count: int
    notes: tuple[Note, ...]
    names: tuple[str, ...]
    shown: Shown | None
    version: str


BAD, GOOD = Shown("bad", "<bad>"), Shown("good", "good & fine")
NOTES = (Note("/f/1", BAD, "a <b> &0; &1;"), Note("", GOOD, Markup("<b>bold</b>")), Note("/f/2", GOOD, "\x02" + "0\x03"))
ITEMS = [
    Item(title, count, notes, names, shown, version)
    for title, count, notes, names, shown, version in itertools.product(
        ("plain", "&0;", "<script>"), (0, 1, 7), ((), NOTES[:1], NOTES[1:], NOTES), ((), ("x", "<y>")), (None, BAD, GOOD),
        ("", "1.2"),
    )
]


def macros_with(macros: dict[str, Macro], drawing: object) -> None:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    module = environment.from_string(TEMPLATE).make_module({"draw": drawing})
    macros.update({name: each for name, each in vars(module).items() if isinstance(each, jinja_runtime.Macro)})


@pytest.fixture(name="stencils")
def cut_by_the_template() -> Stencils:
    macros: dict[str, Macro] = {}
    stencils = Stencils(macros)
    macros_with(macros, stencils.draw)
    return stencils


@pytest.fixture(name="plain")
def printed_by_the_template() -> dict[str, Macro]:
    macros: dict[str, Macro] = {}
    macros_with(macros, plainly(macros))
    return macros


def unpacked(text: str, stencils: Stencils) -> str:
    columns = Columns()
    packed = stencils.packed(columns)
    reader = Reader(columns.shared())
    rows = [iter(reader.values(each["rows"])) for each in packed]

    def drawn(number: int) -> str:
        parts, nested = packed[number]["parts"], packed[number]["nested"]
        cells = next(rows[number]) if len(parts) > 1 else []
        filled = [drawn(cell) if place in nested else str(cell) for place, cell in enumerate(cells)]
        return str(parts[0]) + "".join(gap + part for gap, part in zip(filled, parts[1:], strict=True))

    return re.sub(r"&(\d+);", lambda mark: drawn(int(mark[1])), text)


def test_every_piece_is_printed_as_the_template_prints_it(stencils: Stencils, plain: dict[str, Macro]) -> None:
    marks = Markup("\n").join(stencils.draw("piece", item) for item in ITEMS)
    control = {ord("\x02"): "\ufffd", ord("\x03"): "\ufffd"}
    assert unpacked(marks, stencils) == "\n".join(str(plain["piece"](item)) for item in ITEMS).translate(control)


def test_pieces_that_answer_alike_share_a_stencil(stencils: Stencils) -> None:
    notes = [Note(f"/f/{number}", BAD, f"note {number}") for number in range(50)]
    alike = [Item("title", 7, (note,), (), GOOD, note.text) for note in notes]
    assert {stencils.draw("piece", item) for item in alike} == {"&0;"}
    assert len(stencils.packed(Columns())) == len(["piece", "note", "badge"])


def test_no_text_of_a_document_is_taken_for_a_mark(stencils: Stencils) -> None:
    stencils.draw("badge", BAD)
    assert unpacked(escape("&0; is what a market wrote"), stencils) == "&amp;0; is what a market wrote"

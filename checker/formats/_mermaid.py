"""A flow as Mermaid text, for pull requests. Part of `formats`.

No label can leave its quotes: every sign that Mermaid, Markdown or HTML gives a meaning to becomes an entity.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.diagram.style import LIGHT
from checker.diagram.words import TYPE_WORDS
from checker.formats._flow_words import SIGNS, way_words, words_of
from checker.model.picture import Arrow, ArrowState, Box, BoxState, Picture

PLAIN = re.compile(r"[\w ,'’‘“”!?:()/+−⇄⟲~»→×·–-]")
SHAPES: Mapping[str, tuple[str, str]] = {"decision": ("{", "}"), "wait": ("(", ")"), "end": ("([", "])")}
ACTORS = ("bot", "ai_agent", "human", "system", "wait")
LINES: Mapping[ArrowState, str] = {"unchanged": "-->", "added": "==>", "removed": "-.->"}
COLOURS: Mapping[BoxState, tuple[str, str]] = {
    "added": ("added", "stroke-width:3px"),
    "removed": ("removed", "stroke-width:2px,stroke-dasharray:5 3"),
    "moved": ("moved", "stroke-width:2px,stroke-dasharray:14 3"),
    "retyped": ("amber", "stroke-width:2px"),
    "changed": ("amber", "stroke-width:2px,stroke-dasharray:2 2"),
    "replaced": ("replaced", "stroke-width:2px,stroke-dasharray:9 3"),
}
BREAK = "<br/>"


def mermaid(picture: Picture) -> str:
    """A flowchart from the top down; the actor stands in each box, as lanes would tear a long flow apart."""
    ids = {box.id: f"n{number}" for number, box in enumerate(picture.boxes)}
    lines = ["flowchart TD", *(_box(box, ids[box.id]) for box in picture.boxes), *_stops(picture, ids)]
    if picture.start is not None:
        lines += ['start((" "))', f"start --> {ids[picture.start]}"]
    lines += [_arrow(arrow, ids) for arrow in picture.arrows]
    lines += [*_states(picture.boxes, ids), *_links(picture), *_run(picture, ids)]
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:])]) + "\n"


def escaped(text: str) -> str:
    """The text for a quoted label; what is not plainly harmless becomes `#code;`."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    listed = re.match(r"[-+]|\d+(?=[.)])", shown)  # the start of a list in Markdown
    head = f"#{ord(listed[0][0])};{listed[0][1:]}" if listed else ""
    rest = shown[listed.end() :] if listed else shown
    return head + "".join(letter if PLAIN.match(letter) else f"#{ord(letter)};" for letter in rest)


def _box(box: Box, name: str) -> str:
    before, after = SHAPES.get(box.type, ("[", "]"))
    words = words_of(box)
    parts = [
        escaped(box.name),
        *([f"· {TYPE_WORDS[box.type]}"] if box.type in ACTORS else []),
        *([f"{SIGNS[box.state]} {escaped(words)}".strip()] if words else []),
    ]
    return f'{name}{before}"{BREAK.join(parts)}"{after}'


def _stops(picture: Picture, ids: Mapping[str, str]) -> Iterator[str]:
    for source in dict.fromkeys(arrow.source for arrow in picture.arrows if arrow.target is None):
        yield f'{ids[source]}_stop((("the run ends")))'


def _arrow(arrow: Arrow, ids: Mapping[str, str]) -> str:
    words = " ".join(part for part in (SIGNS[arrow.state], escaped(way_words(arrow))) if part)
    target = f"{ids[arrow.source]}_stop" if arrow.target is None else ids[arrow.target]
    label = f'|"{words}"|' if words else ""
    return f"{ids[arrow.source]} {LINES[arrow.state]}{label} {target}"


def _states(boxes: Sequence[Box], ids: Mapping[str, str]) -> Iterator[str]:
    for state, (colour, line) in COLOURS.items():
        found = [ids[box.id] for box in boxes if box.state == state]
        if found:
            yield f"classDef {state} fill:{LIGHT[f'{colour}-ground']},stroke:{LIGHT[colour]},color:{LIGHT['ink']},{line}"
            yield f"class {','.join(found)} {state}"


def _links(picture: Picture) -> Iterator[str]:
    """Colours of ways that differ. Links are counted from 0, the one into the first step first."""
    first = 0 if picture.start is None else 1
    for state in ("added", "removed"):
        found = [number for number, arrow in enumerate(picture.arrows, first) if arrow.state == state]
        if found:
            yield f"linkStyle {_numbers(found)} stroke:{LIGHT[state]}"


def _numbers(found: Iterable[int]) -> str:
    return ",".join(map(str, found))


def _run(picture: Picture, ids: Mapping[str, str]) -> Iterator[str]:
    if picture.lit:
        yield f"classDef lit stroke:{LIGHT['lit']},stroke-width:4px"
        yield f"class {','.join(dict.fromkeys(ids[step] for step in picture.lit))} lit"

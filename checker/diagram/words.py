"""What a drawing says in words: states, lanes' people, and all differences as sentences. Part of `diagram`."""

from collections.abc import Iterator, Mapping

from checker.diagram.picture import Arrow, Box, BoxState, Picture
from checker.diagram.plan import arrow_words
from checker.model.documents.flow import StepType

TYPE_WORDS: Mapping[StepType, str] = {
    "bot": "chatbot",
    "ai_agent": "AI agent",
    "human": "person",
    "system": "system",
    "decision": "decision",
    "wait": "wait",
    "end": "end",
}
LEGEND: Mapping[BoxState, str] = {
    "added": "added locally",
    "removed": "removed locally",
    "moved": "moved to another place",
    "retyped": "taken by another actor",
    "changed": "changed settings",
    "replaced": "replaced by local steps",
}


def state_words(box: Box) -> str:
    """The line under a box, without its sign; empty where the step is as in the standard."""
    if box.state == "unchanged" or box.note.startswith(box.state):
        return "" if box.state == "unchanged" else box.note
    if box.state == "retyped" and box.note:
        return f"{box.state}: {box.note.replace('was: ', 'was ')}"
    return f"{box.state}: {box.note}" if box.note else box.state


def description(picture: Picture) -> str:
    """The picture in words: its size, each difference, the run that is shown."""
    sentences = [f"A flow of {_count(len(picture.boxes), 'step')} and {_count(len(picture.arrows), 'way')}."]
    sentences += _box_sentences(picture)
    sentences += _arrow_sentences(picture)
    if len(sentences) == 1:
        sentences.append("No differences are marked.")
    if picture.lit:
        names = _names(picture)
        sentences.append("The run shown: " + ", then ".join(f"“{names.get(step, step)}”" for step in picture.lit) + ".")
    return " ".join(sentences)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _names(picture: Picture) -> dict[str, str]:
    return {box.id: box.name for box in picture.boxes}


def _box_sentences(picture: Picture) -> Iterator[str]:
    for box in picture.boxes:
        words = state_words(box)
        if words:
            yield f"Step “{box.name}” {words}."


def _arrow_sentences(picture: Picture) -> Iterator[str]:
    names = _names(picture)
    for arrow in picture.arrows:
        if arrow.state != "unchanged":
            yield f"Way {_way(arrow, names)} {arrow.state}."


def _way(arrow: Arrow, names: Mapping[str, str]) -> str:
    end = "the end of the run" if arrow.target is None else f"“{names[arrow.target]}”"
    label = arrow_words(arrow).replace("\N{NO-BREAK SPACE}", " ")
    return f"from “{names[arrow.source]}” to {end}" + (f" ({label})" if label else "")

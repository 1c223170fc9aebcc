"""The text that is certain to be meant instead, where a fact says enough to know it. Part of `pipeline`.

What needs a look at the whole file (an entry that goes, a name that is near) is `authoring`'s.
"""

import json

from checker.facts import DocumentFact, Fact, UnknownFact
from checker.load.scalars import resolve
from checker.model.fault import FaultKind
from checker.model.finding import TextEdit
from checker.model.position import Location, Place
from checker.model.value import number_text

RELEASED = "standards/processes/"


def certain_fix(fact: Fact, location: Location) -> tuple[TextEdit, ...] | None:
    """The edits that mend what a fact is about; None where a person has to decide. A released standard is never edited."""
    if location.path.startswith(RELEASED):
        return None
    if isinstance(fact, DocumentFact) and fact.fault.kind is FaultKind.AMBIGUOUS:
        written = fact.fault.actual
        instead = unambiguous(written)
    elif isinstance(fact, UnknownFact) and fact.renamed_to is not None and not _stands_too(fact, fact.renamed_to):
        written, instead = fact.name, fact.renamed_to
    else:
        return None
    if instead is None or _at(location).strip("\"'") != written:
        return None
    return (TextEdit(location.path, location.span, instead),)


def unambiguous(written: str) -> str | None:
    """A plain scalar so that every reader takes it for what YAML 1.2 does; None where nothing is as certain."""
    value = resolve(written).value
    if isinstance(value, str):
        return json.dumps(written, ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return None
    number = number_text(value)
    meant = resolve(number)
    return number if meant.value == value and not meant.ambiguous else None


def _stands_too(fact: UnknownFact, name: str) -> bool:
    """Whether the new name has an entry already: then which of the two is meant is for a person to say."""
    place = fact.place
    if not isinstance(place, Place) or not place.at_key:
        return False
    path = (*place.key_path[:-1], name)
    return place.document.positions.parent(path) == path


def _at(location: Location) -> str:
    """The text that the location points at, of one line."""
    _, column, _, end = location.span
    return location.excerpt[column - 1 : end - 1]

"""What a standard says of one of its elements, for the explanation of it. Part of `pipeline`."""

from collections.abc import Sequence

from checker.alignment.elements import StandardElements
from checker.model.documents import Control, Metric, Standard
from checker.model.value import number_text
from checker.tailoring import PERMISSIONS


def _subject(standard: Standard, element: str) -> Control | Metric | None:
    kind, _, name = element.partition(":")
    of_kind: Sequence[Control | Metric] = standard.controls if kind == "control" else standard.metrics
    is_valued = kind in ("control", "metric")
    return next((each for each in of_kind if is_valued and each.id == name.partition("@")[0]), None)


def requirement_words(standard: Standard, element: str) -> str:
    """What the standard asks of the element, in its own words."""
    subject = _subject(standard, element)
    if isinstance(subject, Control):
        return subject.requirement
    if isinstance(subject, Metric):
        return subject.definition.text
    return _of_flow(standard, element)


def _of_flow(standard: Standard, element: str) -> str:
    """What a step is, and what a flow rule asks; of the adoption, what the process is for."""
    if element == "process":
        return f"{standard.title}: {standard.purpose}"
    flow = standard.flow
    for step in flow.steps if flow else ():
        if element == f"step:{step.id}":
            return f"a step of type {step.type}{f', owned by {step.owner}' if step.owner else ''}"
    for rule in flow.rules if flow else ():
        if element == f"rule:{rule.id}":
            asked = f"[{', '.join(rule.operands)}]" if rule.operands else number_text(rule.bound or 0)
            return f"on every run: {rule.template} {asked}"
    return ""


def rule_why(standard: Standard, element: str) -> str | None:
    rules = standard.flow.rules if standard.flow else ()
    return next((rule.why for rule in rules if f"rule:{rule.id}" == element), None)


def permission_words(elements: StandardElements, element: str) -> str:
    """What a market may do with the element; empty where nothing is said."""
    value = elements.values.get(element)
    if value is not None and value.requirement is not None:
        words = PERMISSIONS[value.requirement.tailoring]
        stricter = value.requirement.stricter
        return f"{words} ({stricter} is stricter)" if stricter else words
    flow = elements.standard.flow
    for step in flow.steps if flow else ():
        if f"step:{step.id}" == element:
            return f"a market may {', '.join(step.market_may)}" if step.market_may else "locked"
    return ""

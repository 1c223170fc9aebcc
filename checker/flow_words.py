"""Edits of flows, runs and rules in plain words, for messages and tables.

Beside `facts`, below the stages: rules and the report say the same things in the same words.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from checker.facts import EditFact, RuleFact
from checker.flow.edits import Difference, Place
from checker.model.documents import FlowRule

TYPE_WORDS: Mapping[str, str] = {
    "bot": "a bot", "ai_agent": "an AI agent", "human": "a person", "system": "a system", "decision": "a decision",
    "wait": "a wait", "end": "an end",
}  # fmt: skip
PROPERTY_WORDS: Mapping[str, str] = {
    "name": "name", "owner": "owner", "turns": "turns", "minutes": "minutes", "tags": "tags", "go": "next step",
    "branches": "branches", "start": "first step", "type": "type",
}  # fmt: skip
ARROW = " → "
WAY_TO = re.compile(r"(?<=→ )[+\w]+(?=,|$| \()|^[+\w]+(?=,|$| \()")
"""The step that a way leads to, in the words of a comparison: `retry → answer (2 times at most)`, or `answer` alone."""
MORE = "…"
MOST_STEPS = 8
"""A run of so many steps is told whole."""


def where(fact: EditFact, place: Place | None) -> str:
    """`between ‘A’ and ‘B’`, `before ‘B’`, `after ‘A’`; empty without a place."""
    if place is None:
        return ""
    after, before = _either(fact, place.after), _either(fact, place.before)
    if after and before:
        return f"between {after} and {before}"
    if before:
        return f"before {before}"
    return f"after {after}" if after else ""


def _either(fact: EditFact, steps: Sequence[str]) -> str:
    names = list(dict.fromkeys(fact.name(step) for step in steps))
    return " or ".join(names[:3])


def on_route(fact: EditFact) -> str:
    """`, on the refund route`, where a decision leads there."""
    return f", on the route “{fact.route}”" if fact.route else ""


def type_words(step_type: str | None) -> str:
    return TYPE_WORDS.get(step_type or "", step_type or "nothing")


def difference_words(fact: EditFact, difference: Difference) -> str:
    """`the owner of ‘X’ must stay tier-1, not tier-2`."""
    name = fact.name(fact.edit.step)
    standard, local = difference_sides(fact, difference)
    if difference.key == "name":
        return f"‘{standard}’ must keep its name, not be called ‘{local}’"
    if difference.key == "start":
        return f"the flow must start with {fact.name(difference.standard or '')}, not {fact.name(difference.local or '')}"
    what = PROPERTY_WORDS[difference.key]
    return f"the {what} of {name} must stay {standard or 'empty'}, not {local or 'empty'}"


def difference_sides(fact: EditFact, difference: Difference) -> tuple[str, str]:
    """The standard's side and the market's as people read them: ways lead to names of steps, not to ids."""
    sides = (difference.standard or "", difference.local or "")
    if difference.key in ("go", "branches"):
        return _named(fact, sides[0]), _named(fact, sides[1])
    return real_steps(fact, sides[0]), real_steps(fact, sides[1])


def _named(fact: EditFact, text: str) -> str:
    return WAY_TO.sub(lambda found: fact.name(found[0]) if found[0] in fact.names else found[0], text)


def real_steps(fact: EditFact, text: str | None) -> str:
    """The text with the ids that files have, instead of numbers of added steps."""
    shown = text or ""
    for number, name in sorted(fact.ids.items(), key=lambda pair: -len(pair[0])):
        shown = shown.replace(number, name)
    return shown


def described(fact: EditFact) -> tuple[str, str]:
    """What the standard has and what stands here, each in a few words; empty where a side has nothing."""
    edit = fact.edit
    name = fact.names.get(edit.step, edit.step)
    if edit.parameter is not None:
        standard = edit.parameter.standard
        return str(standard.value) if standard is not None else "", str(edit.parameter.local.value)
    if edit.kind == "removed":
        return name, "left out"
    if edit.kind in ("added", "extension_refused"):
        return "", f"added {where(fact, edit.place)}".strip()
    if edit.kind == "moved":
        return where(fact, edit.was), where(fact, edit.place)
    if edit.kind == "replaced":
        return name, ", ".join(fact.name(step) for step in edit.chain)
    sides = [(_label(each), *difference_sides(fact, each)) for each in edit.differences]
    return "; ".join(f"{label}{text}" for label, text, _ in sides), "; ".join(f"{label}{text}" for label, _, text in sides)


def _label(difference: Difference) -> str:
    return "" if difference.key in ("name", "type") else f"{PROPERTY_WORDS[difference.key]} "


def run_words(fact: RuleFact) -> str:
    """The breaking run in the names of its steps, up to where it is broken; of a long one, what tells the story."""
    shown = fact.run if fact.at is None else fact.run[: fact.at + 1]
    kept = _told(fact, shown)
    words = [
        fact.name(step)[1:-1] if place in kept else MORE for place, step in enumerate(shown) if place in kept or place - 1 in kept
    ]
    return ARROW.join([*words, *([MORE] if len(shown) < len(fact.run) else [])])


def _told(fact: RuleFact, shown: Sequence[str]) -> frozenset[int]:
    """The places of the steps to name: the first, those that the rule names, the last ones; a gap hides two or more."""
    last = len(shown) - 1
    kept = {
        place
        for place, step in enumerate(shown)
        if len(shown) <= MOST_STEPS or place == 0 or place > last - 4 or step in fact.rule.operands
    }
    lone = {place for place in range(last) if place not in kept and {place - 1, place + 1} <= kept}
    return frozenset(kept | lone)


def breach_words(fact: RuleFact) -> str:
    """How the rule is broken: the run, and the steps at fault where it does not say them."""
    steps = " and ".join(fact.name(step) for step in fact.steps)
    if fact.rule.template == "different_owner" and steps:
        return f"{steps} have the same owner, or none"
    run = f"broken by the run {run_words(fact)}" if fact.run else ""
    return f"{run}, where {steps} is too far from one" if steps and run else run


def operand_words(named: Callable[[str], str], operand: str) -> str:
    """A step's name, `a person`, `a step tagged pii`. `named`: what a step is called."""
    kind, colon, names = operand.partition(":")
    if not colon:
        return named(operand)
    words = names.split("|")
    if kind == "type":
        return " or ".join(type_words(word) for word in words)
    return f"a step tagged {' or '.join(words)}"


RULE_WORDS: Mapping[str, str] = {
    "existence": "{0} must happen on every run",
    "absence": "{0} must never happen",
    "at_most_once": "{0} must happen at most once",
    "exactly_once": "{0} must happen exactly once",
    "init": "every run must start with {0}",
    "last": "every run must end with {0}",
    "precedence": "{1} must not happen before {0}",
    "response": "{0} must be followed by {1}",
    "succession": "{0} must be followed by {1}, and {1} must not happen before {0}",
    "responded_existence": "where {0} happens, {1} must happen too",
    "co_existence": "{0} and {1} must happen both or not at all",
    "not_co_existence": "{0} and {1} must not both happen",
    "not_succession": "{1} must not happen after {0}",
    "chain_response": "{1} must come directly after {0}",
    "chain_precedence": "{0} must come directly before {1}",
    "chain_succession": "{0} and {1} must come directly one after the other",
    "not_chain_succession": "{1} must not come directly after {0}",
    "alternate_response": "{0} must be followed by {1} before it happens again",
    "alternate_precedence": "each {1} must have a {0} of its own before it",
    "alternate_succession": "{0} and {1} must take turns",
    "different_owner": "{0} and {1} must have different owners",
    "max_handoffs": "a run must change hands between machine and person at most {times}",
    "max_turns": "a run must take at most {turns}",
    "max_minutes": "a run must take at most {minutes}",
    "human_reachable_within": "a person must be within reach after at most {turns}, from every step of a machine",
    "human_guaranteed_within": "a run must meet a person, or end, after at most {turns}",
}


def rule_words(fact: RuleFact) -> str:
    """What the rule asks for, in one clause."""
    return constraint_words(fact.rule, fact.name)


def constraint_words(rule: FlowRule, named: Callable[[str], str]) -> str:
    """The same of a rule by itself."""
    operands = [operand_words(named, operand) for operand in rule.operands]
    counted = {} if rule.bound is None else {f"{unit}s": _counted(rule.bound, unit) for unit in ("time", "turn", "minute")}
    return RULE_WORDS[rule.template].format(*operands, **counted)


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit}" if number == 1 else f"{number:g} {unit}s"

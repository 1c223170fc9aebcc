"""The promise of a bump: below a major version, and wherever every change loosens, nothing that was fine breaks.

Held against the engine that markets are judged by, for random standards and random variants.
"""

import json
from datetime import date
from typing import Any

import random_flows
import random_variants
import yaml
from hypothesis import given
from hypothesis import strategies as st
from random_flows import PERMISSIONS, modest
from random_standards import edited, refund
from workspaces import DAY, ES_MARKET, SHARED

from checker.alignment.elements import View, elements_of
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.process import Background, align
from checker.evolution.pairs import Names
from checker.evolution.standards import changes_between
from checker.facts import EditFact, Fact, RuleFact, ValueFact
from checker.load.document import parse_document
from checker.model.documents import ExtensionPoint, Flow, LocalFlow, Severity, Standard, Variant
from checker.model.evolution import Bump, Direction, required_bump
from checker.model.position import Document
from checker.tailoring import ALLOWED_OUTCOMES

GRAVEST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}
JOINT = frozenset({"control:answer_seconds", "control:answer_percent"})
HARMLESS = frozenset({"pilot-without-end", "redundant", "looks-renamed", "edit-allowed"})
MARKET = yaml.safe_load((SHARED / ES_MARKET).read_text())
VIEW = View(frozenset(MARKET["channels"]), MARKET.get("currency"))


def read(body: dict[str, Any], model: type[Any]) -> Document[Any] | None:
    return parse_document(json.dumps(body).encode(), "some.yaml", model).document


def standard(body: dict[str, Any]) -> Document[Standard]:
    document = read(body, Standard)
    assert document is not None
    return document


def breaches(document: Document[Standard], variant: Document[Variant], day: date = DAY) -> list[Fact]:
    """What is not fine with a variant under a standard."""
    alignment = align(elements_of(document, VIEW), None, variant, Background(day, {}, FlowJudge()))
    refused = [fact for fact in alignment.facts if not fine(fact)]
    if not alignment.is_judgeable and not refused:
        raise AssertionError("a variant that cannot be judged says why")
    return refused


def fine(fact: Fact) -> bool:
    if isinstance(fact, ValueFact):
        return fact.judgement.outcome in ALLOWED_OUTCOMES
    if isinstance(fact, EditFact):
        return fact.edit.allowed
    return fact.kind in HARMLESS or (isinstance(fact, RuleFact) and fact.of_standard)


def directions(old: Standard, new: Standard) -> dict[object, Direction]:
    """The direction of each change of a value, by what changes and where."""
    changes = changes_between(old, new, Names())
    values = [change for change in changes if change.kind.endswith("-changed") and not change.kind.startswith("step")]
    return {(change.kind, change.element, change.new_path): change.direction for change in values}


def variant_of(data: st.DataObject) -> Document[Variant]:
    variant = read({"kind": "variant", "process": "refund", **data.draw(random_variants.bodies())}, Variant)
    assert variant is not None
    return variant


@modest(150)
@given(st.data())
def test_below_a_major_version_nothing_that_was_fine_breaks(data: st.DataObject) -> None:
    old_body = data.draw(edited(refund()))
    old, new = standard(old_body), standard(data.draw(edited(old_body, most=1)))
    changes = changes_between(old.model, new.model, Names())
    variant = variant_of(data)
    if required_bump(changes) < Bump.MAJOR:
        broken = {fact.element for fact in breaches(new, variant)}
        assert broken <= {fact.element for fact in breaches(old, variant)}


@modest(150)
@given(st.data())
def test_what_is_not_said_to_break_stays_fine(data: st.DataObject) -> None:
    """Element by element, whatever else changes; joint controls and a step's parameters stand together."""
    old_body = data.draw(edited(refund()))
    old, new = standard(old_body), standard(data.draw(edited(old_body)))
    changes = changes_between(old.model, new.model, Names())
    variant = variant_of(data)
    hard = {together(change.element) for change in changes if change.bump is Bump.MAJOR}
    before, after = ({together(fact.element) for fact in breaches(each, variant)} for each in (old, new))
    assert after - before <= hard


@modest(100)
@given(st.data())
def test_what_loosens_or_stays_as_strict_refuses_nothing_more(data: st.DataObject) -> None:
    """Element by element and by direction alone, whatever bump it needs; and nothing is graver than before."""
    old_body = data.draw(edited(refund()))
    old, new = standard(old_body), standard(data.draw(edited(old_body)))
    changes = changes_between(old.model, new.model, Names())
    variant = variant_of(data)
    hard = {together(change.element) for change in changes if change.direction in (Direction.TIGHTENS, Direction.INCOMPARABLE)}
    before, after = ({together(fact.element) for fact in breaches(each, variant)} for each in (old, new))
    assert after - before <= hard
    was, now = (elements_of(each, VIEW).severities for each in (old, new))
    graver = {element for element in was.keys() & now.keys() if GRAVEST_FIRST[now[element]] < GRAVEST_FIRST[was[element]]}
    assert {together(element) for element in graver} <= hard


@modest(60)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.sampled_from(["max_turns", "max_minutes", "max_handoffs"]))
def test_a_rule_with_a_larger_limit_refuses_no_run_that_was_fine(turns: int, one: int, other: int, kind: str) -> None:
    """A market's own step takes some turns and minutes; a rule of the standard bounds them."""
    low, high = sorted((one, other))
    old, new = (bounded(kind, limit) for limit in (low, high))
    changes = [change for change in changes_between(old.model, new.model, Names()) if change.kind == "rule-changed"]
    assert [change.direction for change in changes] == ([Direction.LOOSENS] if low < high else [])
    own = {"id": "own", "type": "bot", "name": "Own", "turns": turns, "minutes": turns}
    drawn = {"changes": [{"insert": own, "after": "answer"}]}
    variant = read({"kind": "variant", "process": "refund", "flow": drawn}, Variant)
    assert variant is not None
    if not breaches(old, variant):
        assert not breaches(new, variant)


def bounded(kind: str, limit: int) -> Document[Standard]:
    """A small flow whose one step may be tuned, with a rule that bounds its runs."""
    steps = [
        {"id": "greet", "type": "human", "name": "Greet"},
        {"id": "answer", "type": "bot", "name": "Answer"},
        {"id": "done", "type": "end", "name": "Done"},
    ]
    points = [{"id": "local", "after": "answer", "types": ["bot"], "max_steps": 1}]
    rules = [{"id": "bound", kind: limit, "severity": "minor"}]
    return standard(refund() | {"flow": {"steps": steps, "extension_points": points, "rules": rules}})


def together(element: str) -> str:
    """The element, or what it is judged with."""
    return "control:answer" if element in JOINT else element.partition("@")[0].partition(".")[0]


@modest(100)
@given(st.data())
def test_directions_mirror_one_another(data: st.DataObject) -> None:
    """What loosens from A to B tightens from B to A."""
    body = data.draw(edited(refund()))
    first, second = standard(body), standard(data.draw(edited(body)))
    there, back = directions(first.model, second.model), directions(second.model, first.model)
    mirror = {Direction.LOOSENS: Direction.TIGHTENS, Direction.TIGHTENS: Direction.LOOSENS}
    assert {key: mirror.get(way, way) for key, way in there.items()} == back


@modest(80)
@given(st.data())
def test_more_permissions_and_places_refuse_no_flow_that_was_fine(data: st.DataObject) -> None:
    """Random flows and random drawings of markets: what loosens the standard refuses nothing more."""
    flow, drawn = data.draw(random_flows.variants(5))
    looser = data.draw(loosened(flow))
    old, new = (standard(refund() | {"flow": each.model_dump(exclude_none=True)}) for each in (flow, looser))
    changes = changes_between(old.model, new.model, Names())
    assert required_bump(changes) < Bump.MAJOR
    variant = standard_variant(drawn)
    if not breaches(old, variant):
        assert not breaches(new, variant)


@st.composite
def loosened(draw: st.DrawFn, flow: Flow) -> Flow:
    """The flow with more permissions, and larger or further extension points."""
    more = st.lists(st.sampled_from(PERMISSIONS), max_size=2)
    steps = [step.model_copy(update={"market_may": tuple({*step.market_may, *draw(more)})}) for step in flow.steps]
    larger = [{"max_steps": point.max_steps + draw(st.integers(0, 1))} for point in flow.extension_points]
    points = [point.model_copy(update=each) for point, each in zip(flow.extension_points, larger, strict=True)]
    if draw(st.booleans()):
        after = draw(st.sampled_from([step.id for step in steps]))
        points.append(ExtensionPoint(id="further", after=after, types=("bot", "human"), max_steps=1))
    return Flow(steps=tuple(steps), extension_points=tuple(points), rules=flow.rules)


def standard_variant(drawn: LocalFlow) -> Document[Variant]:
    body = drawn.model_dump(exclude_none=True, by_alias=True, mode="json")
    variant = read({"kind": "variant", "process": "refund", "flow": body}, Variant)
    assert variant is not None
    return variant

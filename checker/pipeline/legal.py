"""What law looks at in one process of one market: its effective values and its flow. Part of `pipeline`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checker.alignment.adoption import Adoption
from checker.alignment.elements import ValueElement
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.process import Alignment
from checker.facts import EditFact, ValueFact, Where
from checker.flow.graph import Graph
from checker.flow.rules.judge import Broken, Holds, judge_rule
from checker.governance.conflicts import Effective, LegalCase, StepRuns
from checker.governance.law import KnownDuty, Law
from checker.model.documents import FlowRule, LocalFlow, Market, Severity, Variant
from checker.model.position import Document, Place
from checker.tailoring import Outcome

UNCOMPARED = frozenset({Outcome.WRONG_TYPE, Outcome.NOT_COMPARABLE})


Happens = tuple[bool | None, tuple[str, ...]]


class Happening:
    """Whether steps happen on every run of a flow; each flow is looked at once, however many markets run it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[Graph, Happens]] = {}  # the graph is kept, so that its id stays its own

    def on_every_run(self, step: str, graph: Graph | None) -> Happens:
        """The answer, None where the flow is too large for one; and the names along a run without the step."""
        if graph is None:
            return False, ()
        key = (id(graph), step)
        if key not in self._known:
            self._known[key] = graph, _happens(step, graph)
        return self._known[key][1]


@dataclass(frozen=True, slots=True)
class Background:
    """What is the same for all processes of one market; `happening` for all markets."""

    law: Law
    flows: FlowJudge
    day: date
    market: Document[Market]
    happening: "Happening"


@dataclass(frozen=True)
class LegalView:
    """One process of one market as law sees it. `variants`: the region's, then the market's, where there are any."""

    alignment: Alignment
    adoption: Adoption
    variants: tuple[Document[Variant], ...]
    background: Background

    def case(self, binding: tuple[KnownDuty, ...]) -> LegalCase:
        back = self.background
        return LegalCase(self.adoption.process, back.market, back.day, back.law, binding, self.values, self.step)

    def values(self, element: str) -> tuple[Effective, ...]:
        """The effective values of an element, one a channel; none for a parameter of a step that the flow lacks."""
        elements = self.alignment.elements
        found = (value for address, value in elements.values.items() if address.partition("@")[0] == element)
        return tuple(effective for value in found for effective in self._effective(value))

    def _effective(self, element: ValueElement) -> Iterator[Effective]:
        standard_place = Place(self.alignment.elements.document, element.key_path)
        local = self.alignment.values.get(element.address)
        if local is not None:
            yield Effective(
                element.address, element.name, element.severity, element.requirement, local.amount,
                local.entry.source.layer, local.place, standard_place, local.entry.entry.because,
                local.judgement.outcome not in UNCOMPARED,
            )  # fmt: skip
            return
        for fact in self.alignment.facts if element.subject == "parameter" else ():
            if isinstance(fact, ValueFact) and fact.element == element.address:
                yield Effective(
                    fact.element, fact.name, fact.severity, fact.requirement, fact.local, fact.layer, fact.place,
                    standard_place, fact.because, fact.judgement.outcome not in UNCOMPARED,
                )  # fmt: skip
                return
            if isinstance(fact, EditFact) and _takes_away(fact, element.address):
                return
        if element.requirement is not None:
            yield Effective(
                element.address, element.name, element.severity, element.requirement, element.requirement.amount,
                "standard", self.adoption.place, standard_place,
            )  # fmt: skip

    def step(self, step: str) -> StepRuns:
        """Whether a step happens on every run of the standard's flow and of the market's."""
        elements, flows = self.alignment.elements, self.background.flows
        flow = elements.standard.flow
        standard = flows.of_standard(elements.document).graph
        graph, numbers = standard, dict[str, str]()
        local = [variant.model.flow for variant in self.variants]
        if flow is not None and any(each is not None for each in local):
            verdict, ids = flows.of_market(elements.document, flow, local)
            graph, numbers = verdict.graph, {name: number for number, name in ids.items()}
        happening = self.background.happening
        here, run = happening.on_every_run(numbers.get(step, step), graph)
        in_standard, _ = happening.on_every_run(step, standard)
        edit = next(
            (fact for fact in self.alignment.facts if isinstance(fact, EditFact) and fact.element == f"step:{step}"),
            None,
        )
        index = next((index for index, each in enumerate(flow.steps if flow else ()) if each.id == step), None)
        at = Place(elements.document, ("flow", "steps", index, "id")) if index is not None else None
        place = edit.place if edit is not None else self._flow_place(local)
        return StepRuns(step, in_standard is True, here, run, edit is not None, place, at)

    def _flow_place(self, local: list[LocalFlow | None]) -> Where:
        for variant, flow in zip(reversed(self.variants), reversed(local), strict=True):
            if flow is not None:
                return Place(variant, ("flow",), at_key=True)
        return self.adoption.place


def _takes_away(fact: EditFact, parameter: str) -> bool:
    gone = fact.edit.kind in ("removed", "replaced") and fact.edit.local is None
    return gone and parameter.partition(".")[0] == fact.element


def _happens(step: str, graph: Graph) -> Happens:
    rule = FlowRule(id="duty", severity=Severity.COMPLIANCE, existence=step)
    verdict = judge_rule(rule, graph)
    if isinstance(verdict, Broken):
        return False, tuple(graph.nodes[each].name for each in verdict.run)
    return (True if isinstance(verdict, Holds) else None), ()

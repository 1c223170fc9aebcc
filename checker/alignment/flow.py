"""The flow that a market runs beside the standard's, as facts with their places. Part of `alignment`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from checker.alignment.elements import StandardElements
from checker.alignment.flow_verdict import FlowJudge, FlowVerdict, RuleVerdict
from checker.alignment.layers import Source
from checker.facts import (
    DefectFact,
    DocumentFact,
    EditFact,
    Fact,
    PilotFact,
    RenameFact,
    RuleFact,
    UnknownFact,
    ValueFact,
)
from checker.flow.draft import Cause
from checker.flow.edits import Edit, ParameterPair
from checker.flow.faults import Fault
from checker.flow.hints import Renaming
from checker.flow.rules.judge import Broken
from checker.model.amount import Amount
from checker.model.documents import Flow, LocalFlow, Reason, ReasonType, Severity, Standard
from checker.model.documents.flow import VERBS, Insert, LocalStep, Move, Replace, Skip, Tune
from checker.model.fault import Fault as FileFault
from checker.model.fault import FaultKind
from checker.model.nearest import nearest
from checker.model.position import Document, KeyPath, Place
from checker.model.results import FlowScore
from checker.tailoring import Outcome

EXIT = "the end"
NEEDS_LEAVE = frozenset({"skip", "move", "replace"})
Change: TypeAlias = Insert | Skip | Move | Replace | Tune


class FlowAlignment(NamedTuple):
    """`facts` about the flow; `is_applied` False where changes could not be applied, and nothing can be judged.

    `score` is None and `picture` empty without a flow; `picture` is the key of one.
    """

    facts: tuple[Fact, ...] = ()
    is_applied: bool = True
    score: FlowScore | None = None
    picture: str = ""


def align_flow(
    elements: StandardElements, sources: Sequence[Source], judge: FlowJudge, adopted_at: Place | None
) -> FlowAlignment:
    """Lay the region's and the market's flows over the standard's.

    `adopted_at`: where a finding stands that no local file caused; None without a market.
    """
    flow = elements.standard.flow
    if flow is None:
        return FlowAlignment()
    local = [source.document.model.flow for source in sources]
    if all(each is None for each in local):
        verdict, ids = judge.of_standard(elements.document), dict[str, str]()
        if not verdict.rules:
            return FlowAlignment((), True, verdict.score, verdict.key)  # noqa: FBT003 (a field, not a switch)
    else:
        verdict, ids = judge.of_market(elements.document, flow, local)
    view = _View(elements, flow, sources, verdict, ids, adopted_at)
    if verdict.refused:
        return FlowAlignment(tuple(map(view.refusal, verdict.refused)), is_applied=False)
    return FlowAlignment(tuple(view.facts()), True, view.score(), verdict.key)  # noqa: FBT003 (a field, not a switch)


def standard_flow_facts(document: Document[Standard], judge: FlowJudge) -> Iterator[Fact]:
    """A standard's own rules and defects."""
    flow, verdict = document.model.flow, judge.of_standard(document)
    if flow is None or verdict.graph is None:
        return
    names = {step.id: step.name for step in flow.steps}
    order = {step.id: index for index, step in enumerate(flow.steps)}
    for found in verdict.rules:
        place = Place(document, ("flow", "rules", found.at, "id"))
        yield _rule_fact(found, names, place, None, of_standard=True)
    for defect in verdict.defects:
        at = Place(document, ("flow", "steps", order.get(defect.steps[0], 0), "id"))
        yield DefectFact(f"step:{defect.steps[0]}", defect, names, at)


class _View:
    """One market's look at a verdict: numbers become ids, causes become places."""

    def __init__(
        self,
        elements: StandardElements,
        flow: Flow,
        sources: Sequence[Source],
        verdict: FlowVerdict,
        ids: Mapping[str, str],
        adopted_at: Place | None,
    ) -> None:
        self.elements, self.flow, self.sources, self.verdict, self.ids = elements, flow, sources, verdict, ids
        self.adopted_at = adopted_at
        self.order, self.steps = elements.step_order, elements.steps

    @property
    def names(self) -> Mapping[str, str]:
        return self.elements.step_names | dict(self.verdict.names)

    def facts(self) -> Iterator[Fact]:
        names = self.names if self.verdict.comparison.edits or self.verdict.rules or self.verdict.defects else {}
        for edit in self.verdict.comparison.edits:
            yield self._edit_fact(edit, names)
        for pair in self.verdict.comparison.parameters:
            yield from self._parameter_facts(pair)
        for renaming in self.verdict.renamed:
            yield self._rename_fact(renaming, names)
        for rule in self.verdict.rules:
            yield self._rule_fact(rule, names)
        for defect in self.verdict.defects:
            place = self._flow_place() if self.sources else self._standard_step(defect.steps[0])
            yield DefectFact(f"step:{self.id(defect.steps[0])}", defect, names, place or self._flow_place())

    def id(self, step: str) -> str:
        return self.ids.get(step, step)

    def score(self) -> FlowScore | None:
        """The verdict's, with the ids that the files have."""
        score = self.verdict.score
        if score is None or score.worst_route is None:
            return score
        return score._replace(worst_route=tuple(map(self.id, score.worst_route)))

    def refusal(self, fault: Fault) -> Fact:
        source = self.sources[fault.layer]
        place = Place(source.document, ("flow", *fault.path))
        reason = self._with_ids(fault.reason)
        if fault.kind == "unknown":
            name = self.id(fault.name or "")
            what = reason.removeprefix("there is no ").partition(" `")[0]
            known = tuple(self.id(candidate) for candidate in fault.candidates)
            return UnknownFact(f"step:{name}", what, name, place, nearest(name, known), known=known, leaves_unchecked=True)
        remedy = real_ids(fault.remedy, self.ids) + self._locked(source, fault.path)
        return DocumentFact(FileFault(FaultKind.INVALID, place.location(), reason, place.key_path, remedy=remedy))

    def _locked(self, source: Source, path: Sequence[str | int]) -> str:
        """That the standard does not let a market do what a change asks, even where it can be applied."""
        flow = source.document.model.flow
        change = _change_or_step(flow, path) if flow is not None else None
        for verb, model in VERBS.items():
            step = self.steps.get(str(getattr(change, verb, ""))) if isinstance(change, model) and verb in NEEDS_LEAVE else None
            if step is not None and verb not in step.market_may:
                return f"; the standard does not let a market {verb} `{step.id}`, so that a waiver is needed too"
        return ""

    def _with_ids(self, text: str) -> str:
        for number, name in self.ids.items():
            text = text.replace(f"`{number}`", f"`{name}`")
        return text

    def _edit_fact(self, edit: Edit, names: Mapping[str, str]) -> EditFact:
        step = self.steps.get(edit.step)
        severity = step.severity if step is not None else Severity.BUSINESS
        parameter = f".{edit.parameter.name}" if edit.parameter else ""
        graph = self.verdict.graph
        route = self.verdict.routes.get(edit.local or "", "")
        node = graph.nodes.get(edit.local) if graph is not None and edit.local is not None else None
        return EditFact(
            f"step:{self.id(edit.step)}{parameter}", edit, names, severity, self._place(edit.cause, edit),
            self._standard_step(edit.step if step else edit.point), self._reason(edit.cause), route,
            node.type if node else "", self.ids, *self._places_for(edit),
        )  # fmt: skip

    def _places_for(self, edit: Edit) -> tuple[tuple[str, ...], str]:
        """The extension points, and what the one takes at which a step is refused; nothing for other edits."""
        if edit.allowed or edit.kind not in ("added", "extension_refused"):
            return (), ""
        at = [point for point in self.flow.extension_points if point.after == edit.point]
        types = dict.fromkeys(step_type for point in at for step_type in point.types)
        most = sum(point.max_steps for point in at)
        words = f"at most {most} {'step' if most == 1 else 'steps'} of type {' or '.join(types)}" if at else ""
        return tuple(point.id for point in self.flow.extension_points), words

    def _rename_fact(self, renaming: Renaming, names: Mapping[str, str]) -> RenameFact:
        """Stands where the step was added; failing that, where the chain that holds it was."""
        new, old = renaming.added, renaming.removed
        edits = self.verdict.comparison.edits
        causes = [edit.cause for edit in edits if new == edit.step or new in edit.chain]
        place = self._place(next((cause for cause in causes if cause is not None), None))
        added, removed = names.get(new, new), names.get(old, old)
        return RenameFact(f"step:{self.id(new)}", self.id(new), old, added, removed, place, self._standard_step(old))

    def _parameter_facts(self, pair: ParameterPair) -> Iterator[Fact]:
        address = f"step:{pair.step}.{pair.name}"
        place = self._parameter_place(pair.cause, pair.name)
        if pair.standard is None:
            known = list(self.steps[pair.step].params)
            at = place._replace(key_path=place.key_path[:-1] if place.key_path[-1] == "value" else place.key_path, at_key=True)
            yield UnknownFact(address, f"parameter of {pair.step}", pair.name, at, nearest(pair.name, known))
            return
        element = self.elements.parameters[address]
        requirement = element.requirement
        if requirement is None:
            return
        amount = Amount(pair.local.value, pair.local.unit or requirement.unit)
        judgement = requirement.judge(amount)
        if judgement.outcome is Outcome.ALIGNED:
            return
        layer = self.sources[pair.cause.layer].layer if pair.cause else "market"
        because = self._reason(pair.cause, pair.name)
        yield ValueFact(
            address, element.name, "parameter", element.severity, requirement, amount, judgement, layer, place,
            Place(self.elements.document, element.key_path), because,
        )  # fmt: skip
        if because is not None and because.type is ReasonType.PILOT:
            yield PilotFact(address, element.name, place, because)

    def _rule_fact(self, found: RuleVerdict, names: Mapping[str, str]) -> RuleFact:
        standard_place = Place(self.elements.document, ("flow", "rules", found.at, "id"))
        fact = _rule_fact(found, names, self._rule_place(found), standard_place, of_standard=False)
        return fact if not self.ids else _with_real_ids(fact, self.ids, names)

    def _rule_place(self, found: RuleVerdict) -> Place:
        """The change that most likely broke the rule: the first edit of a step that the rule or the run names."""
        run = found.verdict.run if isinstance(found.verdict, Broken) else ()
        named = {*found.rule.operands, *run}
        edits = [edit for edit in self.verdict.comparison.edits if edit.kind != "changed" and edit.cause is not None]
        for edit in (*(edit for edit in edits if self._is_operand(edit, found.rule.operands)), *edits):
            if edit.step in named or edit.local in named or edit.kind in ("removed", "moved"):
                return self._place(edit.cause, edit)
        return self._flow_place()

    def _is_operand(self, edit: Edit, operands: Sequence[str]) -> bool:
        """Whether an edit is of a step that the rule names by id, type or tag."""
        step = self.steps.get(edit.step)
        for operand in operands:
            kind, colon, words = operand.partition(":")
            of_step = () if step is None else (step.type,) if kind == "type" else step.tags
            if edit.step == operand or (colon and not set(words.split("|")).isdisjoint(of_step)):
                return True
        return False

    def _place(self, cause: Cause | None, edit: Edit | None = None) -> Place:
        if cause is None:
            return self._flow_place()
        if edit is not None and edit.parameter is not None:
            return self._parameter_place(cause, edit.parameter.name)
        document = self.sources[cause.layer].document
        return Place(document, ("flow", *cause.path, *_subject_keys(document.model.flow, cause.path)))

    def _flow_place(self) -> Place:
        """The flow of the nearest file that has one, or where the process is adopted."""
        for source in reversed(self.sources):
            if source.document.model.flow is not None:
                return Place(source.document, ("flow",), at_key=True)
        return self.adopted_at or Place(self.elements.document, ("flow",), at_key=True)

    def _standard_step(self, step: str | None) -> Place | None:
        if step is None or step not in self.order:
            return None
        return Place(self.elements.document, ("flow", "steps", self.order[step], "id"))

    def _parameter_place(self, cause: Cause | None, name: str) -> Place:
        """The parameter's value in the change or step that set it."""
        if cause is None:
            return self._flow_place()
        document = self.sources[cause.layer].document
        if cause.path[-2:] == ("params", name):
            return Place(document, ("flow", *cause.path, "value"))
        for inside in (("set",), (), ("insert",)):
            key_path: KeyPath = ("flow", *cause.path, *inside, "params", name)
            if document.positions.parent(key_path) == key_path:
                return Place(document, (*key_path, "value"))
        return Place(document, ("flow", *cause.path))

    def _reason(self, cause: Cause | None, parameter: str = "") -> Reason | None:
        """A parameter's own reason, else its change's or step's, else the flow's."""
        if cause is None:
            flows = [source.document.model.flow for source in self.sources]
            return next((flow.because for flow in reversed(flows) if flow is not None), None)
        flow = self.sources[cause.layer].document.model.flow
        if flow is None:
            return None
        found = _change_or_step(flow, cause.path)
        if found is None:
            return flow.because
        settings = found.set if isinstance(found, Tune) else found if isinstance(found, LocalStep) else None
        setting = settings.params.get(parameter) if settings is not None else None
        own = setting.because if setting is not None else None
        of_step = found.insert.because if isinstance(found, Insert) else None
        return own or of_step or found.because or flow.because


def real_ids(text: str, ids: Mapping[str, str]) -> str:
    """The text with the ids that files have, instead of numbers of added steps."""
    for number, name in sorted(ids.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(number, name)
    return text


def _rule_fact(
    found: RuleVerdict, names: Mapping[str, str], place: Place, standard_place: Place | None, *, of_standard: bool
) -> RuleFact:
    verdict, rule = found.verdict, found.rule
    broken = verdict if isinstance(verdict, Broken) else None
    return RuleFact(
        f"rule:{rule.id}", rule, broken.run if broken else (), names, rule.severity, place, standard_place,
        broken.steps if broken else (), decided=broken is not None, of_standard=of_standard, at=broken.at if broken else None,
    )  # fmt: skip


def _with_real_ids(fact: RuleFact, ids: Mapping[str, str], names: Mapping[str, str]) -> RuleFact:
    real = {ids.get(step, step): name for step, name in names.items()}
    run = tuple(ids.get(step, step) for step in fact.run)
    steps = tuple(ids.get(step, step) for step in fact.steps)
    return fact._replace(run=run, names=real, steps=steps)


def _change_or_step(flow: LocalFlow, path: Sequence[str | int]) -> Change | LocalStep | None:
    members: Sequence[Change | LocalStep] = (flow.changes or ()) if path and path[0] == "changes" else (flow.steps or ())
    index = path[1] if len(path) > 1 else None
    return members[index] if isinstance(index, int) and index < len(members) else None


def _subject_keys(flow: LocalFlow | None, path: Sequence[str | int]) -> KeyPath:
    """The key of a change or step that names what it is about."""
    if flow is None or len(path) != 2:
        return ("id",) if len(path) > 2 else ()
    if path[0] == "steps":
        return ("id",)
    change = _change_or_step(flow, path)
    verb = next((verb for verb, model in VERBS.items() if isinstance(change, model)), None)
    if verb is None:
        return ()
    return (verb, "id") if verb == "insert" else (verb,)

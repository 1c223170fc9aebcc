"""Controls and metrics of one market beside the standard's: one fact for each that differs. Part of `alignment`."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.alignment.elements import StandardElements, ValueElement
from checker.alignment.layers import LayeredEntry, Source, place_of
from checker.facts import CurrencyFact, DefinitionFact, Fact, PilotFact, UnknownFact, ValueFact
from checker.model.amount import Amount
from checker.model.documents import Control, ControlEntry, MetricEntry, ReasonType, Tailoring
from checker.model.nearest import nearest, only_near
from checker.model.position import Place
from checker.model.value import Value
from checker.tailoring import ALLOWED_OUTCOMES, Judgement, Outcome, Relation, Requirement


class LocalValue(NamedTuple):
    """One element's value as a market set it, before joint controls are looked at together."""

    element: ValueElement
    amount: Amount
    judgement: Judgement
    entry: LayeredEntry[ControlEntry] | LayeredEntry[MetricEntry]
    place: Place
    joint: str | None = None


def local_controls(elements: StandardElements, entries: Iterable[LayeredEntry[ControlEntry]]) -> Iterator[LocalValue | Fact]:
    """The value of every control that an entry sets, and a fact for every channel or currency that names nothing."""
    for entry in entries:
        known = elements.controls.get(entry.id)
        if known is not None:
            yield from _set_values(known[0], known[1], entry)


def unknown_names(elements: StandardElements, source: Source) -> Iterator[Fact]:
    """A fact for every control and metric of a variant that the standard lacks, whether its entry holds today or
    not."""
    variant, renamed = source.document.model, elements.standard.renamed
    for name, entry in variant.controls.items():
        if isinstance(entry.value, dict) and name in elements.controls:
            yield from unknown_keys(elements.controls[name][0], entry.value, Place(source.document, ("controls", name, "value")))
    if variant.controls.keys() <= elements.controls.keys() and variant.metrics.keys() <= elements.metrics.keys():
        return
    for what, names, known, new_names in (
        ("control", variant.controls, elements.controls, renamed.controls),
        ("metric", variant.metrics, elements.metrics, renamed.metrics),
    ):
        for name in names:
            if name not in known:
                place = Place(source.document, (f"{what}s", name), at_key=True)
                sure = only_near(name, known)
                near = sure or nearest(name, known)
                yield UnknownFact(f"{what}:{name}", what, name, place, near, new_names.get(name), is_sure=sure is not None)


def unknown_keys(control: Control, local: Mapping[str, Value], place: Place) -> Iterator[Fact]:
    """A fact for each channel or currency that the control does not have."""
    if control.per is None or not isinstance(control.value, dict):
        return
    for key in local:
        if key not in control.value:
            address = f"control:{control.id}@{key}" if control.per == "channel" else f"control:{control.id}"
            at = Place(place.document, (*place.key_path, key), at_key=True)
            yield UnknownFact(address, control.per, key, at, nearest(key, control.value), known=tuple(control.value))


def without_value(elements: StandardElements, set_here: Container[str], place: Place | None) -> Iterator[Fact]:
    """A fact for each control that has no value for the market's currency, and no entry of the market's own."""
    for _, by_key in elements.controls.values():
        for element in by_key.values():
            if element.requirement is None and element.address not in set_here and place is not None:
                standard_place = Place(elements.document, element.key_path)
                yield CurrencyFact(element.address, element.name, elements.view.currency, element.severity, place, standard_place)


def _set_values(
    control: Control, by_key: Mapping[str | None, ValueElement], entry: LayeredEntry[ControlEntry]
) -> Iterator[LocalValue | Fact]:
    value, path = entry.entry.value, Place(entry.source.document, (*entry.key_path, "value"))
    if not isinstance(value, dict):
        for element in by_key.values():
            yield _local_value(element, value, entry, path)
        return
    if control.per is None:
        shape = f"a value for each of {', '.join(value)}"
        judgement = Judgement(Outcome.WRONG_TYPE)
        yield LocalValue(by_key[None], Amount(shape), judgement, entry, path)
        return
    for key, member in value.items():
        place = Place(path.document, (*path.key_path, key))
        if key in by_key:
            yield _local_value(by_key[key], member, entry, place)


def _local_value(element: ValueElement, value: Value, entry: LayeredEntry[ControlEntry], place: Place) -> LocalValue:
    requirement = element.requirement
    if requirement is None:
        judgement = Judgement(Outcome.NOT_COMPARABLE, because="the standard has no value for the market's currency")
        return LocalValue(element, Amount(value, entry.entry.unit), judgement, entry, place)
    amount = _amount(value, entry.entry.unit, requirement)
    return LocalValue(element, amount, requirement.judge(amount), entry, place)


def _amount(value: Value, unit: str | None, requirement: Requirement) -> Amount:
    """A local value; money without a currency, and a value without a unit, are in the standard's."""
    return Amount(value, requirement.unit if unit is None or unit == "money" else unit)


def local_metrics(elements: StandardElements, entries: Iterable[LayeredEntry[MetricEntry]]) -> Iterator[LocalValue | Fact]:
    """The target of every metric that an entry sets; a fact for another definition."""
    for entry in entries:
        known = elements.metrics.get(entry.id)
        if known is None:
            continue
        metric, element = known
        if entry.entry.definition is not None and entry.entry.definition != metric.definition:
            standard_place = Place(elements.document, (*element.key_path[:-1], "definition"))
            yield DefinitionFact(
                element.address, element.name, element.severity, metric.definition, entry.entry.definition,
                place_of(entry, "definition"), standard_place, entry.entry.because, metric.why,
            )  # fmt: skip
        requirement = element.requirement
        if entry.entry.target is not None and requirement is not None:
            amount = _amount(entry.entry.target, entry.entry.unit, requirement)
            yield LocalValue(element, amount, requirement.judge(amount), entry, place_of(entry, "target"))
        else:
            yield from _pilot_fact(element, entry)


def judged_jointly(elements: StandardElements, values: Mapping[str, LocalValue]) -> dict[str, LocalValue]:
    """Look at joint controls as one point, where each one's own tailoring holds."""
    judged = dict(values)
    for (name, _), members in elements.joint.items():
        local = [values[member.address] for member in members if member.address in values]
        if not local or any(value.judgement.outcome not in ALLOWED_OUTCOMES for value in local):
            continue
        relations = {value.element.address: _relation(value) for value in local}
        looser = [address for address, relation in relations.items() if relation is Relation.LOOSER]
        stricter = [address for address, relation in relations.items() if relation is Relation.STRICTER]
        if not looser:
            continue
        outcome = Judgement(Outcome.NOT_COMPARABLE, because="one value of the pair is looser and another stricter")
        if not stricter:
            outcome = Judgement(Outcome.LOOSENED)
        for address in looser + stricter:
            judged[address] = values[address]._replace(judgement=outcome, joint=name)
    return judged


def _relation(value: LocalValue) -> Relation:
    requirement = value.element.requirement
    return Relation.EQUAL if requirement is None else requirement.relation(value.amount)


def value_fact(elements: StandardElements, value: LocalValue) -> Iterator[Fact]:
    """What rules are told of one local value: nothing but its reason where it is plainly aligned."""
    entry, element = value.entry, value.element
    requirement = element.requirement or Requirement(value.amount.value, Tailoring.LOCKED)
    outcome = value.judgement.outcome
    redundant = outcome is Outcome.ALIGNED and entry.source.layer == "market" and _is_redundant(value)
    if outcome is not Outcome.ALIGNED or redundant:
        yield ValueFact(
            element.address, element.name, element.subject, element.severity, requirement, value.amount, value.judgement,
            entry.source.layer, value.place, Place(elements.document, element.key_path), entry.entry.because, redundant,
            value.joint, element.why, element.remedy, element.waivable,
            entry.beneath is not None,
        )  # fmt: skip
    yield from _pilot_fact(element, entry)


def _pilot_fact(element: ValueElement, entry: LayeredEntry[ControlEntry] | LayeredEntry[MetricEntry]) -> Iterator[Fact]:
    because = entry.entry.because
    if because is not None and because.type is ReasonType.PILOT and entry.entry.until is None:
        yield PilotFact(element.address, element.name, place_of(entry, "because"), because)


def _is_redundant(value: LocalValue) -> bool:
    """Whether deleting the market's entry would change nothing, on any day."""
    entry, requirement = value.entry, value.element.requirement
    if isinstance(entry.entry, MetricEntry) and entry.entry.definition is not None:
        return False
    if entry.beneath_varies or requirement is None:
        return False
    beneath = entry.beneath
    if beneath is None:
        return True
    if isinstance(beneath, MetricEntry):
        amount = beneath.target if beneath.definition is None else None
    else:
        amount = None if isinstance(beneath.value, dict) else beneath.value
    return amount is not None and requirement.judge(_amount(amount, beneath.unit, requirement)).outcome is Outcome.ALIGNED

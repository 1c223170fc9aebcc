"""How the numbers came about, and how to get the same report again. Part of `report`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.model.documents import Severity
from checker.model.numbers import Weight
from checker.model.report import Report
from checker.model.status import Status
from checker.report import links
from checker.report.lookup import Lookup
from checker.report.words import Shown, counted, day_text, listed, of_element, with_sign
from checker.version import __version__


class Formula(NamedTuple):
    """A number with its parts, so that a reader can compute it again."""

    name: str
    meaning: str
    part: str
    whole: str
    result: str


class SeverityWeight(NamedTuple):
    """What an element of a severity counts, as it occurs in this run."""

    severity: str
    weight: str


class Compared(NamedTuple):
    title: str
    href: str
    versions: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Method:
    tool: str
    day: str
    as_of: str
    digest: str
    commit: str
    approvals: str
    limited_to: Sequence[str]
    formulas: Sequence[Formula]
    weights: Sequence[SeverityWeight]
    elements: Sequence[tuple[Shown, int]]
    given_time: str
    command: str
    beside: str
    compared: Sequence[Compared]


def method(lookup: Lookup) -> Method:
    report = lookup.report
    return Method(
        tool=f"checker {__version__}",
        day=day_text(report.as_of),
        as_of=report.as_of.isoformat(),
        digest=report.digest,
        commit=lookup.source_links.commit or "",
        approvals=_approvals(report),
        limited_to=report.selected,
        formulas=_formulas(report),
        weights=_weights(report),
        elements=[(of_element(status), count) for status, count in report.elements_by_status.items()],
        given_time=_given_time(lookup),
        command=f"checker report --as-of {report.as_of.isoformat()}{_options(lookup)}",
        beside=_beside(lookup),
        compared=_compared(lookup),
    )


def _approvals(report: Report) -> str:
    """How many approvals are typed text, and how many are proven; empty where there is none."""
    counts = report.approvals
    if not any(counts.values()):
        return ""
    return f"{counts['recorded']} recorded as text, {counts['signed']} proven by a signed commit"


def _given_time(lookup: Lookup) -> str:
    """Why more elements are breaches here than page one calls open; empty if none is."""
    every = lookup.report.elements_by_status.get(Status.BREACH, 0)
    settled = every - len(lookup.breaches)
    if settled <= 0:
        return ""
    of_them = counted(settled, "of them is", "of them are")
    every_one = counted(every, "breach", "breaches")
    return f"{every_one}: {of_them} settled, since a new market is given time; page one counts the rest."


def _options(lookup: Lookup) -> str:
    previous = " --previous FILE" * len(lookup.earlier)
    return previous + (" --history COMMITS" if lookup.moments else "")


def _beside(lookup: Lookup) -> str:
    """What else the same bytes need; empty without earlier runs."""
    runs = [f"the earlier run of {day_text(run.as_of)}" for run in lookup.earlier]
    commits = ["the same number of commits before it"] if lookup.moments else []
    return f", and {listed([*runs, *commits])}" if runs or commits else ""


def _formulas(report: Report) -> Sequence[Formula]:
    tally, numbers = report.tally, report.numbers
    rows = (
        ("Conformance", "weight of what conforms ÷ weight of all that applies", tally.conforming, numbers.conformance),
        ("Governed", "the same, with what an active waiver covers", tally.governed, numbers.governed),
        ("Coverage", "weight of what could be judged and is adopted ÷ weight of all that applies", tally.covered,
         numbers.coverage),
        ("Confirmed", "weight of processes whose lead has confirmed them ÷ weight of all that applies", tally.confirmed,
         numbers.confirmed),
    )  # fmt: skip
    whole = _weight(tally.applicable)
    return [Formula(name, meaning, _weight(part), whole, with_sign(result)) for name, meaning, part, result in rows]


def _weights(report: Report) -> Sequence[SeverityWeight]:
    """The report has the weights of elements that are listed; one that nobody differs in is not among them."""
    found = {
        element.severity: element.weight for _, result in report.pairs for element in result.elements.values() if element.weight
    }
    return [SeverityWeight(each.value, _weight(found[each])) for each in Severity if each in found]


def _weight(weight: Weight) -> str:
    return f"{weight:,}" if isinstance(weight, int) else f"{float(weight):,.4g}"


def _compared(lookup: Lookup) -> Sequence[Compared]:
    used = Counter((result.process, result.version) for _, result in lookup.report.pairs if result.version is not None)
    by_process: dict[str, list[tuple[str, int]]] = {}
    for (process, version), count in sorted(used.items(), reverse=True):
        by_process.setdefault(process, []).append((str(version), count))
    return [
        Compared(lookup.process_title(None, process), f"#{links.process_id(process)}", by_process[process])
        for process in sorted(by_process)
    ]

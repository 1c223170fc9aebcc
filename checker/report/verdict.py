"""The sentence that stands above everything else, computed from the data. Part of `report`.

A percentage never stands without its breaches, and what could not be checked is said first. On the page each count is a
link to what it counts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from checker.model.documents import Severity
from checker.model.report import Report
from checker.model.results import MarketResult
from checker.model.status import ProcessStatus
from checker.report import links
from checker.report.lookup import Element, Lookup, markets_in
from checker.report.words import ONBOARDING, counted, day_text, listed, with_sign

BREACHES = f"#{links.FINDINGS}/breach"
UNSURE = f"#{links.FINDINGS}/unsure"
MINOR = f"#{links.FINDINGS}/minor"
SETTLED = f"#{links.FINDINGS}/settled"
BREACHING = f"#{links.OVERVIEW}?status=breach"
"""The matrix with the markets that have an open breach."""


EVERYTHING = f"#{links.OVERVIEW}?sort=worst"
"""The whole matrix."""


class Counted(NamedTuple):
    """Words of a sentence that count something, and the address of what they count."""

    words: str
    href: str


def linked(sentence: str, counts: Iterable[Counted]) -> Markup:
    """The sentence with its counts as links, each where it stands first. Names may hold anything, so it is read once."""
    waiting = {str(escape(words)): Markup('<a href="{}">{}</a>').format(href, words) for words, href in counts}
    said = "|".join(re.escape(words) for words in waiting)
    whole = re.compile(rf"(?<![\w.,])(?:{said})(?!\w)")
    text = str(escape(sentence))
    return Markup(whole.sub(lambda found: waiting.pop(found[0], found[0]), text) if waiting else text)  # noqa: S704 (escaped)


def linked_verdict(lookup: Lookup) -> Markup:
    """The sentence as the page shows it."""
    found = lookup.breaches
    if not found:
        unsure = counted(len(lookup.not_comparable), "difference")
        minor = counted(len(lookup.minor_breaches), "minor breach", "minor breaches")
        return linked(verdict(lookup), (Counted(unsure, UNSURE), Counted(minor, MINOR)))
    breaches = counted(len(found), "breach", "breaches")
    grave = counted(len(found), "compliance breach", "compliance breaches")
    of_compliance = counted(_grave(lookup), "of compliance", "of compliance")
    counts = (
        Counted(grave, BREACHES), Counted(breaches, BREACHES), Counted(f"in {_markets(found)}", BREACHING),
        Counted(of_compliance, f"{BREACHES}/compliance"),
    )  # fmt: skip
    return linked(verdict(lookup), counts)


def linked_lede(lookup: Lookup) -> Markup:
    """The sentences below it as the page shows them: what is settled, and the worst market's page."""
    pairs = _processes(len(lookup.report.pairs))
    counts = [Counted(pairs, EVERYTHING)] if lookup.report.pairs else []
    counts += [Counted(f"{counted(len(lookup.report.settled), 'finding is', 'findings are')} settled", SETTLED)]
    worst = _worst_market(lookup)
    if worst is not None:
        counts.append(Counted(worst.name, f"#{links.market_id(worst.market)}"))
    return linked(lede(lookup), counts)


def verdict(lookup: Lookup) -> str:
    """One sentence for someone who reads nothing else."""
    report = lookup.report
    if not report.pairs:
        return "Nothing was checked: there is no market with a process that is due or adopted."
    if len(report.not_checked) == len(report.pairs):
        markets = counted(len(report.markets), "market")
        return f"Nothing was checked: none of {_processes(len(report.pairs))} in {markets} could be judged."
    unchecked = _unchecked(report)
    numbers = report.numbers
    if numbers.conformance is None:
        return _sentence(f"{unchecked}nothing counts towards conformance in this run; {_decisions(lookup)}")
    shares = f"{with_sign(numbers.conformance)} conforming, {with_sign(numbers.confirmed)} confirmed"
    return f"{unchecked}{shares}; {_decisions(lookup)}."


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _unchecked(report: Report) -> str:
    parts = []
    if report.not_checked:
        parts.append(f"{len(report.not_checked)} of {_processes(len(report.pairs))} could not be checked")
    documents = len({finding.location.path for finding in report.unusable_documents})
    if documents and not report.not_checked:
        parts.append(f"{counted(documents, 'document')} could not be used")
    return f"{listed(parts)}; " if parts else ""


def _decisions(lookup: Lookup) -> str:
    if lookup.breaches:
        return f"{_breaches(lookup)} {'needs' if len(lookup.breaches) == 1 else 'need'} a decision"
    if lookup.not_comparable:
        found = lookup.not_comparable
        return f"no breach, {counted(len(found), 'difference')} in {_markets(found)} that a person must judge"
    if lookup.minor_breaches:
        found = lookup.minor_breaches
        return f"no breach, {counted(len(found), 'minor breach', 'minor breaches')} in {_markets(found)} to mend"
    return "no breach"


def _breaches(lookup: Lookup) -> str:
    found = lookup.breaches
    grave = _grave(lookup)
    where = _markets(found)
    if grave == len(found):
        return f"{counted(grave, 'compliance breach', 'compliance breaches')} in {where}"
    every = f"{counted(len(found), 'breach', 'breaches')} in {where}"
    return f"{every}, {counted(grave, 'of compliance', 'of compliance')}," if grave else every


def _grave(lookup: Lookup) -> int:
    return sum(lookup.open_elements[element][1].severity is Severity.COMPLIANCE for element in lookup.breaches)


def lede(lookup: Lookup) -> str:
    """Two or three sentences more: what was looked at, the worst market, what is settled."""
    report = lookup.report
    sentences = [_scope(report)]
    if not report.pairs:
        return sentences[0]
    worst = _worst(lookup)
    if worst:
        sentences.append(worst)
    sentences.append(_settled(report))
    return " ".join(sentence for sentence in sentences if sentence)


def _scope(report: Report) -> str:
    limited = f" This run was limited to {listed(report.selected)}." if report.selected else ""
    where = f"{counted(len(report.markets), 'market')} and {_processes(len(report.pairs))}"
    return f"Looked at on {day_text(report.as_of)}: {where}.{limited}"


def _worst_market(lookup: Lookup) -> MarketResult | None:
    markets = [market for market in lookup.report.markets.values() if market.numbers.conformance is not None]
    if len(markets) < 2:
        return None
    return min(markets, key=lambda market: (market.numbers.conformance or 0.0, market.market))


def _worst(lookup: Lookup) -> str:
    worst = _worst_market(lookup)
    if worst is None:
        return ""
    if worst.numbers.conformance == 100:
        return "Every market conforms in full."
    if worst.status is ProcessStatus.NOT_CHECKED and not lookup.breaches_of_market[worst.market]:
        return f"Worst market: {worst.name}, which could not be checked."
    breaches = lookup.breaches_of_market[worst.market]
    found = counted(breaches, "open breach", "open breaches") if breaches else "no open breach"
    share = with_sign(worst.numbers.conformance)
    return f"Worst market: {worst.name}, {share} conforming with {found}{_missing(lookup, worst)}."


def _missing(lookup: Lookup, market: MarketResult) -> str:
    """What weighs on a market beside its breaches."""
    due = [process for process in market.processes.values() if process.due]
    shown = [lookup.shown(market.market, process) for process in due]
    found = Counter(process.status for process, each in zip(due, shown, strict=True) if each != ONBOARDING)
    absent, unread, given_time = found[ProcessStatus.NOT_ADOPTED], found[ProcessStatus.NOT_CHECKED], shown.count(ONBOARDING)
    parts = [f"{counted(absent, 'process', 'processes')} not adopted"] if absent else []
    parts += [f"{counted(given_time, 'process', 'processes')} still in onboarding"] if given_time else []
    parts += [f"{counted(unread, 'process', 'processes')} not checked"] if unread else []
    return f", {listed(parts)}" if parts else ""


def _settled(report: Report) -> str:
    if not report.settled:
        return ""
    return f"{counted(len(report.settled), 'finding is settled', 'findings are settled')} by law, waiver or onboarding."


def _processes(number: int) -> str:
    return counted(number, "local process", "local processes")


def _markets(elements: Sequence[Element]) -> str:
    return counted(markets_in(elements), "market")

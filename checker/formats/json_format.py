"""The report as JSON (`checker.report/1`), one line a process and a finding, keys in a fixed order.

Part of `formats`.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from checker.formats._finding_json import Json, finding_json, weight_json
from checker.formats._registers import duty_json, waiver_json
from checker.model.amount import Amount
from checker.model.finding import Finding
from checker.model.numbers import Numbers
from checker.model.report import Report, WrittenMarket, WrittenReport
from checker.model.results import ElementResult, MarketResult, ProcessResult, RegionResult
from checker.model.status import LEVELS, SETTLED, Disposition, Status
from checker.model.totals import Totals
from checker.version import __version__

FORMAT = "checker.report/1"
SEPARATOR = ",\n  "

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def render(report: Report) -> str:
    """The whole report; the same report gives the same bytes."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The whole report bit by bit, so that a front end need not hold tens of megabytes of text at once."""
    return _document(report, report.totals, report.passed, map(_market, report.markets.values()), map(_finding, report.findings))


def written(market: MarketResult, findings: Iterable[Finding]) -> WrittenMarket:
    """A market and its findings as they stand in the report."""
    return WrittenMarket(market.market, _market(market), SEPARATOR.join(map(_finding, findings)))


def written_pieces(report: WrittenReport) -> Iterator[str]:
    """The same as `pieces`, where the markets were written as they were judged."""
    of_markets = (market.findings for market in report.markets if market.findings)
    findings = (*map(_finding, report.frame.findings), *of_markets)
    passed = report.totals.exit_code("error") == 0
    return _document(report.frame, report.totals, passed, (market.result for market in report.markets), findings)


def _document(
    report: Report,
    totals: Totals,
    passed: bool,  # noqa: FBT001 (a fact that goes into the text)
    markets: Iterable[str],
    findings: Iterable[str],
) -> Iterator[str]:
    yield f'{{"format": {_encode(FORMAT)}, "tool": {_encode(f"checker {__version__}")}'
    yield f', "as_of": {_encode(report.as_of.isoformat())},\n "title": {_encode(report.title)}'
    yield f',\n "summary": {_encode(_summary(report, totals, passed))}'
    yield from _lines("markets", markets)
    yield from _lines("findings", findings)
    yield from _lines("regions", (_encode(_region(region)) for region in report.regions.values()))
    yield from _lines("waivers", (_encode(waiver_json(record)) for record in report.waivers))
    yield from _lines("duties", (_encode(duty_json(record)) for record in report.duties))
    if report.comparison is not None:
        yield from _lines("events", (_encode(event._asdict()) for event in report.comparison.events))
    yield f',\n "inputs": {_encode(_inputs(report))}}}\n'


def _lines(key: str, items: Iterable[str]) -> Iterator[str]:
    """A list with a line for each member."""
    yield f',\n "{key}": ['
    separator = "\n  "
    for item in items:
        yield separator + item
        separator = SEPARATOR
    yield "]"


def _summary(report: Report, totals: Totals, passed: bool) -> Json:  # noqa: FBT001 (a fact that goes into the text)
    return {
        "markets": totals.markets,
        "processes": len(report.standards),
        "pairs": totals.pairs,
        "not_checked": totals.not_checked,
        "passed": passed,
        **_numbers(totals.tally.numbers),
        "findings": {
            "open": {level: totals.open.get(level, 0) for level in LEVELS},
            "settled": {each.value: totals.settled.get(each, 0) for each in Disposition if each in SETTLED},
        },
        "elements": {status.value: totals.elements[status] for status in Status if totals.elements.get(status)},
        "approvals": dict(report.approvals),
    }


def _inputs(report: Report) -> Json:
    """What was judged; with a base the two commits, and whether more than is committed was looked at."""
    compared = report.comparison
    if compared is None:
        return {"commit": None, "base": None, "digest": report.digest}
    uncommitted = {"uncommitted": compared.has_uncommitted}
    return {"commit": compared.commit, "base": compared.base, **uncommitted, "digest": report.digest}


def _finding(finding: Finding) -> str:
    return _encode(finding_json(finding))


def _numbers(numbers: Numbers) -> Json:
    return numbers._asdict()


def _market(market: MarketResult) -> str:
    head = {
        "market": market.market,
        "name": market.name,
        "region": market.region,
        "lead": market.lead,
        "status": market.status.value,
        **_numbers(market.numbers),
    }
    processes = ",\n    ".join(map(_process, market.processes.values()))
    return f'{_encode(head)[:-1]}, "processes": [{processes and chr(10) + "    " + processes}]}}'


def _process(process: ProcessResult) -> str:
    numbers = process.numbers
    version = f'"{process.version}"' if process.version else "null"
    because = _text(process.not_checked_because) if process.not_checked_because else "null"
    flow = _encode(process.flow._asdict()) if process.flow is not None else "null"
    aligned = process.aligned
    return (
        f'{{"process": {_text(process.process)}, "version": {version}, "due": {_scalar(process.due)}, '
        f'"status": "{process.status}", "conformance": {_scalar(numbers.conformance)}, '
        f'"governed": {_scalar(numbers.governed)}, "coverage": {_scalar(numbers.coverage)}, '
        f'"confirmed": {_scalar(process.confirmed)}, "not_checked_because": {because}, "flow": {flow}, '
        f'"weight": {weight_json(process.weight)}, '
        f'"aligned": {{"count": {aligned.elements}, "weight": {weight_json(aligned.weight)}}}, '
        f'"elements": [{", ".join(map(_element, process.elements.values()))}]}}'
    )


def _scalar(value: bool | float | None) -> str:  # noqa: FBT001 (a value, not a switch)
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def process_text(market: str, process: ProcessResult) -> str:
    """One process of one market, as it stands in the report (`checker.diff/1`)."""
    found = {"format": "checker.diff/1", "market": market, **json.loads(_process(process))}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _element(element: ElementResult) -> str:
    """Put together from parts that were encoded before: tens of thousands of elements share a few hundred of them."""
    source = element.source
    place = "null"
    if source is not None:
        line, column = source.span[:2]
        place = f'{{"layer": "{element.layer}", "path": {_text(source.path)}, "line": {line}, "column": {column}}}'
    return f'{_element_head(element)}"local": {_amount_text(element.local)}, "source": {place}}}'


_heads: dict[tuple[object, ...], tuple[Amount | None, str]] = {}
MOST_HEADS = 20_000


def _element_head(element: ElementResult) -> str:
    """What an element says before its local value: the same for all markets that have it with that status.

    The standard's amount is known by being the same object, since 1 equals true.
    """
    key = (element.element, element.status, element.severity, element.weight, id(element.standard))
    known = _heads.get(key)
    if known is not None and known[0] is element.standard:
        return known[1]
    head = (
        f'{{"element": {_text(element.element)}, "status": "{element.status}", "severity": "{element.severity}", '
        f'"weight": {weight_json(element.weight)}, "standard": {_amount_text(element.standard)}, '
    )
    if len(_heads) >= MOST_HEADS:
        _heads.clear()
    _heads[key] = element.standard, head
    return head


_text = lru_cache(maxsize=50_000)(_encode)


def _amount_text(amount: Amount | None) -> str:
    if amount is None:
        return "null"
    value = amount.value
    kind = value.__class__
    shown = _text(value) if kind is str else str(value) if kind is int else _encode(value)
    return f'{{"value": {shown}, "unit": {_text(amount.unit) if amount.unit else "null"}}}'


def _region(region: RegionResult) -> Json:
    return {
        "region": region.region,
        "name": region.name,
        "lead": region.lead,
        "status": region.status.value,
        **_numbers(region.numbers),
        "worst_market": region.worst_market,
        "markets": list(region.markets),
    }

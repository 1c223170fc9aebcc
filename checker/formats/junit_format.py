"""JUnit XML, for the test pages of build servers. Part of `formats`.

A suite is a market. Each process is a case that says whether it could be checked, each finding a case of its own: a
failure where it is an open error that counts against the change; skipped, with the reason, where it is settled or fails
no check; passed, with its text as output, where it is a warning, a note or fixed.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree import ElementTree

from checker.formats._changes import history_words, is_passed_over
from checker.formats._numbered import numbered
from checker.formats._plain import plain
from checker.formats._settling import Decisions, marked
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.results import MarketResult, ProcessResult

XML_CHARACTERS = "\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
NO_XML = re.compile(f"[^{XML_CHARACTERS}]")
SHARED = "shared documents"
OUTCOMES = {"failures": "failure", "errors": "error", "skipped": "skipped"}
Element = ElementTree.Element


def render(report: Report) -> str:
    """One file for all markets; it names no time but the day that was checked."""
    decisions = Decisions(report)
    suites = [_suite(name, title, cases, report) for name, title, cases in _markets(report, decisions)]
    whole = Element("testsuites", {"name": "checker", **_totals(chain.from_iterable(suites))})
    whole.extend(suites)
    ElementTree.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(whole, encoding="unicode")}\n'


def _markets(report: Report, decisions: Decisions) -> Iterator[tuple[str, str, list[Element]]]:
    """Every market, whether something was found there or not; what concerns none comes first."""
    known = report.comparison.unchecked_before if report.comparison is not None else frozenset()
    found: dict[str | None, list[Element]] = {}
    for finding, number in numbered(report.findings):
        found.setdefault(finding.market, []).append(_finding(finding, number, decisions))
    if None in found:
        yield SHARED, SHARED, found[None]
    for name in sorted({*report.markets, *(market for market in found if market is not None)}):
        market = report.markets.get(name)
        checked = [_process(market, process, known) for process in market.processes.values()] if market is not None else []
        yield name, market.name if market is not None else name, [*checked, *found.get(name, [])]


def _suite(name: str, title: str, cases: list[Element], report: Report) -> Element:
    shown = plain(f"{name} · {title}" if title != name else name)
    suite = _element("testsuite", name=shown, timestamp=f"{report.as_of}T00:00:00", **_totals(cases))
    suite.extend(cases)
    return suite


def _totals(cases: Iterable[Element]) -> dict[str, str]:
    listed = [case for case in cases if case.tag == "testcase"]
    counts = {name: sum(case.find(tag) is not None for case in listed) for name, tag in OUTCOMES.items()}
    return {"tests": str(len(listed)), **{name: str(number) for name, number in counts.items()}, "time": "0"}


def _process(market: MarketResult, process: ProcessResult, known: frozenset[tuple[str, str]]) -> Element:
    """`known`: what could not be checked before the change either."""
    version = f" {process.version}" if process.version is not None else ""
    case = _case(f"{market.market}.{process.process}", f"{process.process}{version} could be checked")
    if process.not_checked_because:
        message = plain(process.not_checked_because)
        if (market.market, process.process) in known:
            case.append(_element("skipped", message=f"could not be checked before this change either: {message}"))
        else:
            case.append(_element("error", type="not_checked", message=message))
    return case


def _finding(finding: Finding, number: int, decisions: Decisions) -> Element:
    """`number`: the how-manyth with its fingerprint."""
    again = f" ({number})" if number > 1 else ""
    where = f"{finding.market or SHARED}.{finding.process or '-'}"
    case = _case(where, f"{finding.rule} {finding.element}{again}")
    case.set("file", _xml(finding.location.path))
    case.set("line", str(finding.location.span.line))
    properties = _element("properties")
    properties.extend(_element("property", name=name, value=value) for name, value in _facts(finding))
    case.append(properties)
    case.append(_outcome(finding, decisions))
    return case


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "level", finding.level
    yield "disposition", finding.disposition.value
    if finding.change is not None:
        yield "change", finding.change
    if finding.cause is not None:
        yield "cause", finding.cause
    yield "fingerprint", finding.fingerprint


def _outcome(finding: Finding, decisions: Decisions) -> Element:
    """The element that says how the case ended, or the output of one that passed."""
    message = plain(finding.message)
    decision = decisions.of(finding)
    if finding.is_settled and decision is not None:
        return _element("skipped", message=f"{decision.sentence}: {message}")
    if finding.level != "error" or not finding.is_open:
        return _text("system-out", marked(finding, _page(finding)))
    if is_passed_over(finding):
        return _element("skipped", message=f"does not fail this change ({history_words(finding)}): {message}")
    tag = "error" if finding.leaves_unchecked else "failure"
    return _text(tag, _page(finding), type=finding.rule, message=message)


def _page(finding: Finding) -> str:
    """A line each: what, why, what to do, where."""
    span, standard = finding.location.span, finding.standard_location
    lines = [
        plain(finding.message),
        f"Why: {plain(finding.why)}" if finding.why else "",
        f"Do: {plain(finding.remedy)}" if finding.remedy and finding.is_open else "",
        f"Where: {plain(finding.location.path)}:{span.line}:{span.column}",
        f"Standard: {plain(standard.path)}:{standard.span.line}" if standard is not None else "",
        f"Change: {history_words(finding)}" if history_words(finding) else "",
    ]
    return "\n".join(filter(None, lines))


def _case(classname: str, name: str) -> Element:
    return _element("testcase", classname=plain(classname), name=plain(name), time="0")


def _text(tag: str, text: str, **attributes: str) -> Element:
    made = _element(tag, **attributes)
    made.text = _xml(text)
    return made


def _element(tag: str, **attributes: str) -> Element:
    return Element(tag, {name: _xml(value) for name, value in attributes.items()})


def _xml(text: str) -> str:
    """The text without what XML 1.0 cannot hold; escaping is the library's."""
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)

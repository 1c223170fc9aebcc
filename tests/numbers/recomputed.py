"""Every number of the JSON output computed again from the elements' status and weight alone (2.9 and 4.3)."""

from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

CONFORMING = {"aligned", "tightened", "tailored", "extended", "required_by_law"}
WORST_FIRST = ["not_checked", "not_adopted", "breach", "not_comparable", "minor_breach", "waived", "adapted", "aligned"]
WORST_FIRST.append("not_applicable")
Json = dict[str, Any]


class Sums(NamedTuple):
    conforming: Fraction
    governed: Fraction
    covered: Fraction
    confirmed: Fraction
    applicable: Fraction
    not_applicable: Fraction


NOTHING = Sums(*[Fraction(0)] * 6)


def weight(number: float) -> Fraction:
    return Fraction(str(number))


def pooled(parts: list[Sums]) -> Sums:
    return Sums(*(sum(column, Fraction(0)) for column in zip(NOTHING, *parts, strict=True)))


def of_process(process: Json) -> Sums:
    if process["status"] in ("not_checked", "not_adopted"):
        return NOTHING._replace(applicable=weight(process["weight"]))
    rows = [("aligned", weight(process["aligned"]["weight"]))]
    rows += [(element["status"], weight(element["weight"])) for element in process["elements"]]
    counted = [row for row in rows if row[0] != "not_applicable"]
    applicable = sum((each for _, each in counted), Fraction(0))
    conforming = sum((each for status, each in counted if status in CONFORMING), Fraction(0))
    return Sums(
        conforming,
        conforming + sum((each for status, each in counted if status == "waived"), Fraction(0)),
        applicable - sum((each for status, each in counted if status == "not_comparable"), Fraction(0)),
        applicable if process["confirmed"] else Fraction(0),
        applicable,
        sum((each for status, each in rows if status == "not_applicable"), Fraction(0)),
    )


def percent(part: Fraction, whole: Fraction) -> float | None:
    return None if whole == 0 else floor(part * 1000 / whole) / 10


def numbers(sums: Sums) -> Json:
    return {
        "conformance": percent(sums.conforming, sums.applicable),
        "governed": percent(sums.governed, sums.applicable),
        "coverage": percent(sums.covered, sums.applicable),
        "confirmed": percent(sums.confirmed, sums.applicable),
        "not_applicable_share": percent(sums.not_applicable, sums.applicable + sums.not_applicable),
    }


def of_market(market: Json) -> Sums:
    return pooled([of_process(process) for process in market["processes"] if process["due"]])


def status_of_process(process: Json) -> str:
    if process["status"] in ("not_checked", "not_adopted", "not_applicable"):
        return str(process["status"])
    found = {element["status"] for element in process["elements"]}
    for status in ("breach", "not_comparable", "minor_breach", "waived"):
        if status in found:
            return status
    return "adapted" if found & (CONFORMING - {"aligned"}) else "aligned"


def assert_numbers_follow(report: Json) -> None:
    """Every number and status of a report follows from its elements."""
    markets = {market["market"]: market for market in report["markets"]}
    for market in markets.values():
        for process in market["processes"]:
            said = {key: process[key] for key in ("conformance", "governed", "coverage")}
            assert numbers(of_process(process)) | said == numbers(of_process(process))
            assert process["status"] == status_of_process(process)
            whole = weight(process["aligned"]["weight"]) + sum(weight(each["weight"]) for each in process["elements"])
            if process["status"] not in ("not_checked", "not_adopted"):
                assert weight(process["weight"]) == whole
        said = {key: market[key] for key in numbers(NOTHING)}
        assert said == numbers(of_market(market)), market["market"]
        counted = [process["status"] for process in market["processes"] if process["due"] or process["version"]]
        assert market["status"] == min(counted, key=WORST_FIRST.index, default="not_applicable")
    for region in report["regions"]:
        own = [markets[name] for name in region["markets"]]
        assert {key: region[key] for key in numbers(NOTHING)} == numbers(pooled([of_market(market) for market in own]))
        counted = [market for market in own if market["conformance"] is not None]
        worst = min(counted, key=lambda market: (_exact(market), market["market"]), default=None)
        assert (region["worst_market"] or None) == (worst["market"] if worst else None)
    summary = report["summary"]
    everything = numbers(pooled([of_market(market) for market in markets.values()]))
    assert {key: summary[key] for key in numbers(NOTHING)} == everything
    _assert_counts(report, summary)


def _exact(market: Json) -> float:
    return float(market["conformance"])


def _assert_counts(report: Json, summary: Json) -> None:
    processes = [process for market in report["markets"] for process in market["processes"]]
    assert summary["markets"] == len(report["markets"])
    assert summary["pairs"] == len(processes)
    by_status: dict[str, int] = {}
    for process in processes:
        rows = [element["status"] for element in process["elements"]] + ["aligned"] * process["aligned"]["count"]
        for status in rows:
            by_status[status] = by_status.get(status, 0) + 1
    assert summary["elements"] == by_status
    settled = {"waived", "required_by_law", "onboarding"}
    opened = [finding["level"] for finding in report["findings"] if finding["disposition"] not in settled]
    closed = [finding["disposition"] for finding in report["findings"] if finding["disposition"] in settled]
    assert summary["findings"]["open"] == {level: opened.count(level) for level in ("error", "warning", "info")}
    assert summary["findings"]["settled"] == {name: closed.count(name) for name in settled}
    complete = not any(process["status"] == "not_checked" for process in processes)
    if complete and processes and not opened.count("error"):
        unusable = {"document-invalid", "document-misplaced", "standard-invalid"}
        unusable |= {"yaml-syntax", "yaml-unsafe", "yaml-duplicate-key", "yaml-too-large"}
        assert summary["passed"] is not any(finding["rule"] in unusable for finding in report["findings"])
    else:
        assert summary["passed"] is False

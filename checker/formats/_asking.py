"""What a reader can do next: the commands that ask for waivers, and what is worth mending first. Part of `formats`."""

from collections.abc import Iterable, Iterator

from checker.formats._changes import has_base, standing
from checker.model.finding import Finding
from checker.model.gains import best_gains
from checker.model.report import Report
from checker.model.status import Disposition

MAX_COMMANDS = 5
MISTAKES = frozenset({"control-wrong-type", "version-unknown"})
"""Slips of the pen: there is nothing to be excused, only to be corrected."""
ASKED_FOR = frozenset({Disposition.PENDING, Disposition.INVALID})
"""A waiver is there that could count, once it is signed or mended: a second one would only be one more to sign."""


def waiver_commands(findings: Iterable[Finding]) -> list[str]:
    """One command a market, which asks for the waivers of its open findings; nothing for what none covers."""
    addresses: dict[str, dict[str, None]] = {}
    listed = list(findings)
    against_law = {finding.address for finding in listed if finding.rule == "law-conflict"}
    for finding in listed:
        if (
            finding.is_open
            and finding.may_be_waived
            and finding.disposition not in ASKED_FOR
            and finding.level != "info"
            and finding.market
            and finding.rule not in MISTAKES
            and finding.address not in against_law
        ):
            addresses.setdefault(finding.market, {})[finding.address] = None
    return [f"checker waivers new {' '.join(of_market)}" for of_market in addresses.values()]


def asking_lines(report: Report) -> list[str]:
    """The commands, a line each; empty where nothing is open that a waiver could cover."""
    commands, requests = waiver_commands(standing(report)), list(_requests(report))
    there = ["Asked for already: have it signed, or mended as it says; do not ask again:", *requests] if requests else []
    if not commands:
        return there
    rest = len(commands) - MAX_COMMANDS
    more = [f"  and the same for {rest} more markets: `checker check MARKET` shows each one's"] if rest > 0 else []
    return [
        "If it cannot be mended, ask for a waiver:",
        *(f"  {command}" for command in commands[:MAX_COMMANDS]),
        *more,
        *there,
    ]


def _requests(report: Report) -> Iterator[str]:
    """The files of the waivers that are there and do not count, with what they are about."""
    asked_for = [each for each in standing(report) if each.is_open and each.disposition in ASKED_FOR and each.waiver]
    if not asked_for:
        return  # the register is made of all markets, and most changes ask for nothing of it
    paths = {record.waiver.id: record.location.path for record in report.waivers}
    addresses: dict[str, dict[str, None]] = {}
    for finding in asked_for:
        if finding.waiver in paths:
            addresses.setdefault(paths[finding.waiver], {})[finding.address] = None
    for path in list(addresses)[:MAX_COMMANDS]:
        first, *others = addresses[path]
        yield f"  {path}  ({first}{f' and {len(others)} more' if others else ''})"
    if len(addresses) > MAX_COMMANDS:
        yield f"  and {len(addresses) - MAX_COMMANDS} more: `checker waivers --state pending --state invalid` lists them"


def gain_lines(report: Report) -> list[str]:
    """The few findings whose mending wins the worst market most; with a base, of the markets that a change makes worse."""
    found = standing(report)
    concerned = {finding.market for finding in found} if has_base(report) else report.markets.keys()
    counted = [market for key, market in report.markets.items() if key in concerned and market.numbers.conformance is not None]
    if not counted:
        return []
    worst = min(counted, key=lambda market: (market.numbers.conformance or 0.0, market.market))
    best = best_gains(worst, found)
    if best.points <= 0:
        return []
    names = ", ".join(finding.address for finding in best.findings)
    what = "this" if len(best.findings) == 1 else f"these {len(best.findings)}"
    return [f"Mend {what} and {worst.market} wins {best.points} points of conformance: {names}"]

"""What a reader can do next: the commands that ask for waivers, and what is worth mending first. Part of `formats`."""

from collections.abc import Iterable

from checker.formats._changes import has_base, standing
from checker.model.finding import Finding
from checker.model.gains import best_gains
from checker.model.report import Report
from checker.model.status import Disposition

MAX_COMMANDS = 5
MISTAKES = frozenset({"control-wrong-type", "version-unknown"})
"""Slips of the pen: there is nothing to be excused, only to be corrected."""


def waiver_commands(findings: Iterable[Finding]) -> list[str]:
    """One command a market, which asks for the waivers of its open findings; nothing for what none covers."""
    addresses: dict[str, dict[str, None]] = {}
    listed = list(findings)
    against_law = {finding.address for finding in listed if finding.rule == "law-conflict"}
    for finding in listed:
        is_asked_for = finding.disposition is Disposition.PENDING
        if (
            finding.is_open
            and finding.may_be_waived
            and not is_asked_for
            and finding.level != "info"
            and finding.market
            and finding.rule not in MISTAKES
            and finding.address not in against_law
        ):
            addresses.setdefault(finding.market, {})[finding.address] = None
    return [f"checker waivers new {' '.join(of_market)}" for of_market in addresses.values()]


def asking_lines(report: Report) -> list[str]:
    """The commands, a line each; empty where nothing is open that a waiver could cover."""
    commands = waiver_commands(standing(report))
    if not commands:
        return []
    rest = len(commands) - MAX_COMMANDS
    more = [f"  and the same for {rest} more markets: `checker check MARKET` shows each one's"] if rest > 0 else []
    return [
        "If it cannot be mended, ask for a waiver:",
        *(f"  {command}" for command in commands[:MAX_COMMANDS]),
        *more,
    ]


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

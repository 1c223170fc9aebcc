"""Nobody in the market has confirmed that the process runs as written and as declared.

A confirmation names the version, and holds for that major and minor version as long as the catalogue says.

Why: Silence is not conformance: a market without variant files may simply never have looked.
Mend: Run `checker confirm MARKET`, or write the confirmation into `market.yaml`.
Bad:
    confirms: {}
Good:
    confirms: {voice-support: {version: 1.1.0, by: lead-es@example.com, confirmed_on: 2026-10-01}}
"""

from collections.abc import Iterator

from checker.facts import ConfirmationFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("unconfirmed",)


def judge(fact: ConfirmationFact) -> Iterator[Violation]:
    what = f"{fact.process} {fact.pinned} is not confirmed"
    if fact.confirmed is not None and fact.confirmed[:2] != fact.pinned[:2]:
        what += f" (the confirmation is of {fact.confirmed})"
    elif fact.confirmed_on is not None and fact.is_to_come:
        what += f" (the confirmation of {fact.confirmed_on.isoformat()} is of a day to come)"
    elif fact.confirmed_on is not None:
        what += f" (the confirmation of {fact.confirmed_on.isoformat()} holds for {fact.holds_days} days)"
    remedy = f"if it runs as written, `checker confirm {fact.market} {fact.process}` writes the confirmation"
    yield Violation(what, remedy, {"process": fact.process, "version": str(fact.pinned)})

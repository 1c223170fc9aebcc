"""A waiver runs longer than its severity allows.

Counted from `requested_on` to `expires`; of several elements the shortest limit holds. Such a waiver waives nothing.

Why: An exception without a near end becomes the rule.
Mend: Choose an earlier `expires`, and renew it if it is still needed then.
Bad:
    {requested_on: 2026-10-01, expires: 2028-10-01}
Good:
    {requested_on: 2026-10-01, expires: 2027-03-29}
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-too-long",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} runs for {fact.detail}"
    yield Violation(message, "write that day or an earlier one as `expires`", {"waiver": fact.waiver, "detail": fact.detail})

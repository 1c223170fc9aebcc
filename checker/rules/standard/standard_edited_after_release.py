"""A released version of a standard is not what was released.

Its bytes have another digest than `standards/releases.yaml` records, or under `--base` it says something else than
before. Its `status` and `enforced_from` may change without the latter.

Why: Markets adopt, confirm and waive a version by its number; a number that means something else makes all of that untrue.
Mend: Put the file back as it was released, and release the edit as a new version.
Bad:
    version: 1.0.0   # released; a value in it was edited since
Good:
    version: 1.0.1
"""

from collections.abc import Iterator

from checker.gate_facts import ReleaseFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("edited-after-release",)


def judge(fact: ReleaseFact) -> Iterator[Violation]:
    name = f"{fact.process} {fact.version}"
    told = (
        "its digest is not the one in standards/releases.yaml"
        if fact.against == "digest"
        else "it says something else than the base"
    )
    remedy = "put the file back as it was released, and release the edit as a new version"
    yield Violation(f"{name} was edited after its release: {told}", remedy, {"process": fact.process, "version": fact.version})

"""Every rule's page, from the docstring of its module."""

from collections.abc import Iterator

from _from_code.markdown import fence
from checker.rules.registry import all_rules
from checker.rules.rule import Rule

FAMILIES = {
    "document": "Files and names",
    "control": "Values",
    "metric": "Metrics",
    "flow": "Flows",
    "version": "Versions, adoption and confirmation",
    "law": "Law",
    "waiver": "Waivers",
    "standard": "Standards by themselves",
    "gate": "Changes under a base",
}
LEVELS = {
    "severity": "the level that the catalogue gives to the element's severity",
    "error": "error",
    "warning": "warning",
    "info": "note",
}


def page() -> str:
    return "\n\n".join(_sections())


def _sections() -> Iterator[str]:
    rules = all_rules().values()
    for family, title in FAMILIES.items():
        yield f"## {title}"
        yield from (_rule(rule) for rule in rules if rule.family == family)
    missing = {rule.family for rule in rules} - set(FAMILIES)
    if missing:
        raise ValueError(f"no title for rules of {sorted(missing)}")


def _rule(rule: Rule) -> str:
    manual = rule.manual
    parts = [
        f"### {rule.id}",
        manual.summary,
        manual.what,
        f"Level: {LEVELS[rule.level]}.",
        f"**Why it matters.** {manual.why}",
        f"**What to write.** {manual.mend}",
        "Wrong:",
        _example(manual.bad),
        "Right:",
        _example(manual.good),
    ]
    return "\n\n".join(filter(None, parts))


def _example(text: str) -> str:
    """As YAML, but for a remark in parentheses such as `(no entry)`."""
    return fence(text, "text" if text.startswith("(") else "yaml")

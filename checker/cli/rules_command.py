"""`checker rules`. Part of `cli`."""

import json

import click

from checker.cli.output import write
from checker.rules.registry import all_rules
from checker.rules.rule import Rule

LEVEL_WORDS = {"severity": "by severity", "error": "error", "warning": "warning", "info": "note"}


@click.command(
    "rules",
    epilog="""\b
Examples:
  checker rules                      all rules by family
  checker rules --format json        with their manual pages, for programs
  checker explain control-loosened   one rule's page
""",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def command(*, form: str) -> None:
    """List the rules: what each finds, and at which level."""
    renderers = {"text": _text, "json": _json, "markdown": _markdown}
    write(renderers[form](list(all_rules().values())))


def _families(rules: list[Rule]) -> dict[str, list[Rule]]:
    families: dict[str, list[Rule]] = {}
    for rule in rules:
        families.setdefault(rule.family, []).append(rule)
    return families


def _text(rules: list[Rule]) -> str:
    lines = []
    width = max(len(rule.id) for rule in rules)
    for family, members in _families(rules).items():
        lines.append(f"{family}")
        lines += [f"  {rule.id:<{width}}  {LEVEL_WORDS[rule.level]:<11}  {rule.manual.summary}" for rule in members]
        lines.append("")
    return "\n".join(
        [
            *lines,
            "`checker explain RULE` shows a rule's page; level “by severity” is the element's in the catalogue.",
            "",
        ]
    )


def _json(rules: list[Rule]) -> str:
    found = [{"id": rule.id, "family": rule.family, "level": rule.level, **rule.manual._asdict()} for rule in rules]
    return json.dumps({"format": "checker.rules/1", "rules": found}, indent=2, ensure_ascii=False) + "\n"


def _markdown(rules: list[Rule]) -> str:
    lines = ["| rule | level | what it finds |", "|---|---|---|"]
    lines += [f"| `{rule.id}` | {LEVEL_WORDS[rule.level]} | {rule.manual.summary} |" for rule in rules]
    return "\n".join(lines) + "\n"

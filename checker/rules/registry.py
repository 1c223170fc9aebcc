"""Finds the rule modules, and shows each fact to the rules that are about its kind. Part of `rules`."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import checker.rules
from checker.facts import Fact
from checker.model.documents import Catalogue
from checker.model.status import Level
from checker.rules.rule import Rule, Violated


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, in the order of their ids."""
    found: dict[str, Rule] = {}
    for family in pkgutil.iter_modules(checker.rules.__path__):
        if family.ispkg:
            package = importlib.import_module(f"checker.rules.{family.name}")
            for module in pkgutil.iter_modules(package.__path__):
                if not module.name.startswith("_"):
                    rule = _rule(family.name, module.name)
                    found[rule.id] = rule
    return dict(sorted(found.items()))


def _rule(family: str, name: str) -> Rule:
    module = importlib.import_module(f"checker.rules.{family}.{name}")
    return Rule(name.replace("_", "-"), family, module.LEVEL, module.ABOUT, module.judge, module.__doc__ or "")


@cache
def _rules_by_kind() -> Mapping[str, tuple[Rule, ...]]:
    by_kind: dict[str, list[Rule]] = {}
    for rule in all_rules().values():
        for kind in rule.about:
            by_kind.setdefault(kind, []).append(rule)
    return {kind: tuple(rules) for kind, rules in by_kind.items()}


def judge(facts: Iterable[Fact], catalogue: Catalogue) -> Iterator[Violated]:
    """What the rules say of the facts, in the order of the facts."""
    by_kind = _rules_by_kind()
    for fact in facts:
        for rule in by_kind.get(fact.kind, ()):
            for violation in rule.judge(fact):
                yield Violated(rule, fact, violation, _level(rule, fact, catalogue))


def _level(rule: Rule, fact: Fact, catalogue: Catalogue) -> Level:
    if rule.level != "severity":
        return rule.level
    if fact.severity is None:
        raise AssertionError(f"{rule.id} takes its level from a severity that {fact.element} does not have")
    return catalogue.severities.terms(fact.severity).level

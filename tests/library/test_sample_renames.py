"""Renames in all variants of the sample, at random: only names change, twice is once, and back again is every byte."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspaces import PROJECT

import checker
from checker.load.document import parse_document
from checker.load.upgrading import added_steps, adopting, renamed_variant, step_mentions
from checker.model.documents import Market, Variant
from checker.model.position import Document
from checker.model.value import Version

WORKSPACE = checker.read_workspace(PROJECT)
NEW = Version(99, 0, 0)
ids = st.from_regex(re.compile(r"[a-z][a-z0-9_]{0,12}_new", re.ASCII), fullmatch=True)
modest = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Names:
    controls: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)

    @property
    def back(self) -> "Names":
        return Names(*({new: old for old, new in each.items()} for each in (self.controls, self.metrics, self.steps)))


def variants() -> Iterator[Document[Variant]]:
    seen: set[str] = set()
    for market in WORKSPACE.markets.values():
        for document in (*market.region.variants.values(), *market.variants.values()):
            if document.path not in seen:
                seen.add(document.path)
                yield document


VARIANTS = {document.path: document for document in variants()}
MARKETS = {market.id: market.document for market in WORKSPACE.markets.values() if market.document is not None}


def mentioned(variant: Variant) -> Names:
    """All that a variant names, under itself."""
    own = set(added_steps(variant))
    steps = {mention.name for mention in step_mentions(variant)} - own
    return Names(*({name: name for name in each} for each in (variant.controls, variant.metrics, steps)))


def read(data: bytes, path: str, model: type[Any]) -> Document[Any]:
    document = parse_document(data, path, model).document
    assert document is not None
    return document


def comments(data: bytes) -> list[bytes]:
    return re.findall(rb"(?m)(?:^|\s)#.*$", data)


@pytest.mark.parametrize("path", VARIANTS)
@modest
@given(data=st.data())
def test_only_names_change_and_back_again_is_every_byte(path: str, data: st.DataObject) -> None:
    document, raw = VARIANTS[path], (PROJECT / path).read_bytes()
    known = mentioned(document.model)
    drawn = [
        dict(zip(chosen, data.draw(st.lists(ids, min_size=len(chosen), max_size=len(chosen), unique=True)), strict=True))
        for chosen in (data.draw(st.lists(st.sampled_from(sorted(each)), unique=True)) if each else []
                       for each in (known.controls, known.metrics, known.steps))
    ]  # fmt: skip
    names = Names(*drawn)
    renamed = renamed_variant(document, raw, names)
    after = read(renamed, path, Variant)
    assert set(mentioned(after.model).controls) == {names.controls.get(each, each) for each in known.controls}
    assert set(mentioned(after.model).metrics) == {names.metrics.get(each, each) for each in known.metrics}
    assert set(mentioned(after.model).steps) == {names.steps.get(each, each) for each in known.steps}
    assert comments(renamed) == comments(raw)
    assert renamed.count(b"\n") == raw.count(b"\n")
    assert renamed_variant(after, renamed, names) == renamed, "twice is once"
    assert renamed_variant(after, renamed, names.back) == raw, "every other byte stayed"


@pytest.mark.parametrize("market", MARKETS)
def test_a_market_adopts_a_version_and_says_all_else_as_before(market: str) -> None:
    document, path = MARKETS[market], MARKETS[market].path
    raw = (PROJECT / path).read_bytes()
    for process in WORKSPACE.programme.standards:
        adopted = adopting(document, raw, process, NEW)
        assert adopted is not None
        after = read(adopted, path, Market)
        assert after.model.adopts[process] == NEW
        wanted = document.model.model_copy(update={"adopts": {**document.model.adopts, process: NEW}})
        assert after.model == wanted
        assert comments(adopted) == comments(raw)
        assert adopting(after, adopted, process, NEW) == adopted, "twice is once"
        kept = [line for line in raw.splitlines() if not line.lstrip().startswith(f"{process}:".encode())]
        rest = iter(adopted.splitlines())
        assert all(line in rest for line in kept), "every line that does not name the process stays, in its order"


def test_every_sample_variant_is_tried() -> None:
    files = {each for each in (PROJECT / "markets").rglob("*.yaml") if each.name not in ("market.yaml", "region.yaml")}
    assert {each.relative_to(PROJECT).as_posix() for each in files} == set(VARIANTS)
    assert len(VARIANTS) > 80

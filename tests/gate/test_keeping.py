"""Markets that are kept from run to run: whatever a change is, the answer is the one of a run that knows nothing."""

import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from repositories import Repo
from workspaces import PROJECT

import checker
from checker.cache.answers import tool_state
from checker.cache.store import Store
from checker.formats.registry import format_names
from checker.formats.text_format import render as render_text
from checker.model.documents import Waiver
from checker.model.report import Report
from checker.model.totals import counted_findings
from checker.pipeline import keeping
from checker.pipeline.bench import Judged
from checker.pipeline.gate.states import in_order
from checker.pipeline.keeping import Codec, Keeper
from checker.pipeline.request import Request
from checker.pipeline.run import check

DAY = date(2026, 11, 23)
ES = "markets/eu/es/voice-support.yaml"
FORMATS = [name for name in format_names() if name != "json"]
"""All that needs no elements; JSON lists these, and asks for no kept markets."""


@pytest.fixture(scope="module")
def sample() -> Report:
    return checker.check(PROJECT, as_of=DAY)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The sample workspace in a repository of its own."""
    repo = Repo(tmp_path / "repo")
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, repo.root / folder)
    repo.commit(day=DAY - timedelta(days=5))
    return repo


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def checked(repo: Repo, store: Store | None, day: date = DAY) -> Report:
    request = Request(repo.root, day, here=repo.root, base="main", wants_proofs=True, store=store)
    return check(request)


def same(left: Report, right: Report) -> None:
    """Equal in all that can be asked without elements, and in every format."""
    assert tuple(left.findings) == tuple(right.findings)
    assert left.totals == right.totals
    assert left.digest == right.digest
    assert tuple(left.waivers) == tuple(right.waivers)
    assert tuple(left.duties) == tuple(right.duties)
    assert left.regions == right.regions
    assert left.comparison == right.comparison
    assert [left.exit_code(level) for level in ("error", "warning", "never")] == [
        right.exit_code(level) for level in ("error", "warning", "never")
    ]
    for name in FORMATS:
        assert checker.render(left, name) == checker.render(right, name), name


def kept(sample: Report) -> Mapping[str, Judged]:
    found = {market: [each for each in sample.findings if each.market == market] for market in sample.markets}
    return {
        market: Judged(result, tuple(found[market]), {f"{market}.yaml": "0" * 64}, counted_findings(found[market]))
        for market, result in sample.markets.items()
    }


def waivers_of(report: Report) -> Mapping[str, Waiver]:
    return {record.waiver.id: record.waiver for record in report.waivers}


def test_every_market_comes_back_as_it_was(sample: Report, store: Store) -> None:
    markets = kept(sample)
    Keeper(store, "terms", waivers_of(sample)).keep(markets)
    keeper = Keeper(store, "terms", waivers_of(sample))
    for name, judged in markets.items():
        back = keeper.known(name)
        assert back is not None
        light = judged.result.without_elements()
        assert repr(tuple(back.findings)) == repr(tuple(judged.findings))
        assert tuple(back.findings) == tuple(judged.findings)
        assert dict(back.result.processes) == dict(light.processes)
        assert tuple(back.result.waivers) == tuple(light.waivers)
        assert tuple(back.result.duties) == tuple(light.duties)
        assert tuple(back.result.duties_to_come) == tuple(light.duties_to_come)
        assert dict(back.digests) == dict(judged.digests)
        assert back.counts == judged.counts
        for number in ("totals", "tally", "status", "adopted", "waiver_ids", "numbers"):
            assert getattr(back.result, number) == getattr(judged.result, number), number


def test_other_terms_know_nothing(sample: Report, store: Store) -> None:
    Keeper(store, "terms", waivers_of(sample)).keep(kept(sample))
    assert Keeper(store, "other terms", waivers_of(sample)).known("es") is None


def test_what_json_cannot_hold_is_not_kept(sample: Report, store: Store) -> None:
    """A file name that is no text lets the others be kept."""
    markets = dict(kept(sample))
    odd = markets["es"]
    markets["es"] = odd._replace(digests={"markets/eu/es/\udcff.yaml": "0" * 64})
    Keeper(store, "terms", waivers_of(sample)).keep(markets)
    keeper = Keeper(store, "terms", waivers_of(sample))
    assert keeper.known("es") is None
    assert keeper.known("fr") is not None


def test_nothing_is_read_of_markets_that_a_change_leaves_alone(repo: Repo, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text under a base is made from numbers alone."""
    file = repo.root / ES
    file.write_text(file.read_text().replace("controls:", "controls:\n  no_such_control: 1", 1))
    cold = checked(repo, store)
    read: set[str | None] = set()
    own = Codec.read

    def recorded(codec: Codec, body: bytes) -> object:
        found = own(codec, body)
        read.update(finding.market for finding in found.findings)
        return found

    monkeypatch.setattr(Codec, "read", recorded)
    warm = checked(repo, store)
    assert render_text(warm) == render_text(cold)
    assert warm.exit_code("error") == cold.exit_code("error") == 1
    assert {each.market for each in warm.in_sight} <= {"es", None}
    assert read <= {"es"}


def test_markets_are_judged_once_and_then_known(repo: Repo, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file = repo.root / ES
    file.write_text(f"# edited\n{file.read_text()}")
    checked(repo, store)
    judged: list[str] = []
    own = checker.pipeline.market.MarketChecker.check

    def recorded(self: object, files: object) -> object:
        judged.append(files.id)  # type: ignore[attr-defined]
        return own(self, files)  # type: ignore[arg-type]

    monkeypatch.setattr(checker.pipeline.market.MarketChecker, "check", recorded)
    checked(repo, store)
    assert set(judged) == {"es"}


@pytest.mark.parametrize("seed", range(6))
def test_any_change_is_answered_as_by_a_run_that_knows_nothing(repo: Repo, store: Store, seed: int) -> None:
    choice = random.Random(seed)  # noqa: S311 (the same changes each time)
    for change in _changes(repo, choice):
        cold, warm = checked(repo, None), checked(repo, store)
        same(cold, warm)
        if change % 3 == 2:
            repo.commit(day=DAY - timedelta(days=4 - change // 3))


def _changes(repo: Repo, choice: random.Random) -> Iterator[int]:
    """Edits of all that a check reads, one after the other, some of them committed."""
    for number in range(6):
        pattern = choice.choice(["markets/*/*/*.yaml", "markets/*/*.yaml", "standards/**/*.yaml", "markets/*/*/*.yaml"])
        file = choice.choice(sorted(repo.root.glob(pattern)))
        match choice.randrange(5):
            case 0:
                file.write_text(f"# {number}\n{file.read_text()}")
            case 1:
                lines = file.read_text().splitlines(keepends=True)
                del lines[choice.randrange(len(lines))]
                file.write_text("".join(lines))
            case 2 if "markets" in str(file):
                file.unlink()
            case 3:
                digits = [at for at, sign in enumerate(file.read_text()) if sign.isdigit()]
                text = file.read_text()
                at = choice.choice(digits or [0])
                file.write_text(f"{text[:at]}{choice.randrange(1, 10)}{text[at + 1 :]}")
            case _:
                file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        if (repo.root / "standards/catalogue.yaml").exists():
            yield number


def test_another_day_is_another_answer(repo: Repo, store: Store) -> None:
    for day in (DAY, DAY + timedelta(days=400), DAY):
        same(checked(repo, None, day), checked(repo, store, day))


def test_a_pack_that_was_damaged_or_is_gone_only_costs_time(repo: Repo, store: Store) -> None:
    file = repo.root / ES
    file.write_text(f"# edited\n{file.read_text()}")
    cold = checked(repo, None)
    checked(repo, store)
    (pack,) = (store.folder / "markets").iterdir()
    whole = pack.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole.replace(b"es", b"fr", 1), b"checker-cache 1 00000000 0\n"):
        pack.write_bytes(damaged)
        same(cold, checked(repo, store))
    shutil.rmtree(store.folder)
    same(cold, checked(repo, store))


def test_another_state_of_the_tool_takes_nothing_over(repo: Repo, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(repo, store)
    assert tool_state()
    monkeypatch.setattr("checker.pipeline.gate.check.tool_state", lambda: "another")
    monkeypatch.setattr(keeping, "read_pack", _only_its_own(keeping.read_pack))
    checked(repo, store)


def _only_its_own(own: object) -> object:
    def read(store: Store, name: str) -> object:
        found = own(store, name)  # type: ignore[operator]
        assert not found
        return found

    return read


def test_findings_put_aside_stand_in_order_among_the_others(repo: Repo, store: Store) -> None:
    checked(repo, store)
    report = checked(repo, store)
    assert report.aside is not None
    assert tuple(report.findings) == in_order([report.findings])
    assert len(report.findings) > len(report.in_sight)
    assert replace(report, aside=None).totals == report.totals

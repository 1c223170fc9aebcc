"""A fingerprint names what is found, never where it stands or how it is written (2.11)."""

import json
import random
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from random_variants import Body, bodies, written
from workspaces import DAY, ES, EU, REFUND, shared_text, variant, workspace

import checker
from checker.pipeline.fingerprint import canonical, fingerprint


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("fingerprints") / "workspace")


def fingerprints(root: Path, text: str, path: str = ES) -> list[str]:
    found = checker.check_text(text, path, root, as_of=DAY)
    return sorted(
        f"{finding.rule} {finding.fingerprint}" for finding in found if finding.rule != "yaml-ambiguous-scalar"
    )


def one(root: Path, text: str) -> str:
    (found,) = checker.check_text(variant(text), ES, root, as_of=DAY)
    return found.fingerprint


# How it is written does not matter.


def shuffled(node: Any, chance: random.Random) -> Any:
    """The same document with its keys in another order."""
    if isinstance(node, dict):
        keys = list(node)
        chance.shuffle(keys)
        return {key: shuffled(node[key], chance) for key in keys}
    return [shuffled(each, chance) for each in node] if isinstance(node, list) else node


def commented(text: str, chance: random.Random) -> str:
    lines = []
    for line in text.splitlines():
        lines += (
            ["# a comment"] * chance.randint(0, 2)
            + [""] * chance.randint(0, 2)
            + [line + chance.choice(["", "  # why"])]
        )
    return "\n".join(lines) + "\n"


class Quoted(yaml.SafeDumper):
    """Writes every text in quotes."""


Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@settings(derandomize=True, max_examples=40, deadline=None)
@given(bodies(), st.integers(0, 1000))
def test_fingerprints_survive_reformatting(root: Path, body: Body, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    document = {"kind": "variant", "process": "refund", **body}
    expected = fingerprints(root, written(body))
    block = yaml.safe_dump(shuffled(document, chance), sort_keys=False)
    for text in (
        block,
        commented(block, chance),
        yaml.safe_dump(document, default_flow_style=True, width=10_000),
        yaml.safe_dump(document, indent=7, width=20),
        yaml.dump(document, Dumper=Quoted),
        block.replace("\n", "\r\n"),
        "\ufeff" + block,
    ):
        assert fingerprints(root, text) == expected


@settings(derandomize=True, max_examples=30, deadline=None)
@given(bodies())
def test_fingerprints_of_one_check_are_all_different(root: Path, body: Body) -> None:
    found = fingerprints(root, written(body))
    assert len(set(found)) == len(found)


def test_fingerprints_survive_other_words_in_the_standard(root: Path, tmp_path: Path) -> None:
    other = shared_text(
        REFUND, ("title: Payout, requirement: Paid out within.", "title: Paying, requirement: Money is there in.")
    )
    again = workspace(tmp_path / "again", {REFUND: other})
    text = variant("controls: {payout_days: 7}")
    assert fingerprints(root, text) == fingerprints(again, text) != []


def test_a_market_s_and_its_region_s_value_are_the_same_finding(root: Path, tmp_path: Path) -> None:
    text = variant("controls: {payout_days: 7}")
    by_region = checker.check(workspace(tmp_path / "region", {EU: text}), as_of=DAY).findings
    assert [each.fingerprint for each in by_region if each.market == "es"] == [one(root, "controls: {payout_days: 7}")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("reply_hours: 72", "reply_hours: {value: 3, unit: calendar_days}"),
        ("reply_hours: 72", "reply_hours: 72.0"),
        ("reply_hours: 72", "reply_hours: {value: 72, because: {type: capacity, note: Few agents}}"),
        ("reply_hours: 49.5", "reply_hours: {value: 2970, unit: minutes}"),
        ("escalation_roles: [intern, lead]", "escalation_roles: [lead, intern, lead]"),
        ("recording_notice: false", "recording_notice: {value: false, until: 2026-12-31}"),
    ],
)
def test_the_same_value_is_the_same_finding(root: Path, left: str, right: str) -> None:
    assert one(root, f"controls: {{{left}}}") == one(root, f"controls: {{{right}}}")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("payout_days: 7", "payout_days: 8"),
        ("payout_days: 7", "payout_days: 7.1"),
        ("max_offers: true", 'max_offers: "true"'),
        ("escalation_roles: [intern]", "escalation_roles: [intern, lead]"),
        ("proof_kind: fax", "proof_kind: Fax"),
        ("payout_days: 7", "return_days: 7"),
        ("first_reply_minutes: {value: {email: 300}}", "first_reply_minutes: {value: {voice: 300}}"),
    ],
)
def test_another_value_is_another_finding(root: Path, left: str, right: str) -> None:
    assert one(root, f"controls: {{{left}}}") != one(root, f"controls: {{{right}}}")


def test_another_market_is_another_finding(root: Path) -> None:
    found = checker.check_text(variant("controls: {payout_days: 7}"), EU, root, as_of=DAY)
    assert len({finding.fingerprint for finding in found}) == 2


# The bytes that are hashed.


def test_a_fingerprint_can_be_computed_by_hand(root: Path) -> None:
    text = '["control-loosened","es","refund","control:payout_days",7]'
    assert one(root, "controls: {payout_days: 7}") == sha256(text.encode()).hexdigest()[:16]
    text = '["control-out-of-range","es","refund","control:escalation_roles",["intern","lead"]]'
    assert one(root, "controls: {escalation_roles: [lead, intern]}") == sha256(text.encode()).hexdigest()[:16]
    assert fingerprint("a", None, None, "document", None) == sha256(b'["a",null,null,"document",null]').hexdigest()[:16]


RFC_8785_NUMBERS = [  # appendix B, and section 3.2.2
    (0.0, "0"),
    (-0.0, "0"),
    (5e-324, "5e-324"),
    (-5e-324, "-5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (9007199254740992.0, "9007199254740992"),
    (-9007199254740992.0, "-9007199254740992"),
    (295147905179352830000.0, "295147905179352830000"),
    (9.999999999999997e22, "9.999999999999997e+22"),
    (1e23, "1e+23"),
    (1.0000000000000001e23, "1.0000000000000001e+23"),
    (999999999999999700000.0, "999999999999999700000"),
    (999999999999999900000.0, "999999999999999900000"),
    (1e21, "1e+21"),
    (9.999999999999997e-7, "9.999999999999997e-7"),
    (0.000001, "0.000001"),
    (333333333.3333332, "333333333.3333332"),
    (333333333.33333329, "333333333.3333333"),
    (1424953923781206.2, "1424953923781206.2"),
    (1e30, "1e+30"),
    (4.50, "4.5"),
    (2e-3, "0.002"),
    (1e-27, "1e-27"),
    (56.0, "56"),
    (1, "1"),
    (-17, "-17"),
    (9007199254740991, "9007199254740991"),
    (333333333333333333, "333333333333333300"),  # all numbers are doubles there
]


@pytest.mark.parametrize(("number", "text"), RFC_8785_NUMBERS)
def test_numbers_are_written_as_rfc_8785_says(number: float, text: str) -> None:
    assert canonical(number) == text


@settings(derandomize=True, max_examples=500)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(number: float) -> None:
    assert float(canonical(number)) == number


@settings(derandomize=True, max_examples=200)
@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_whole_numbers_are_written_the_same_as_integers_and_as_doubles(number: int) -> None:
    assert canonical(number) == canonical(float(number)) == str(number)


def test_texts_and_objects_are_written_as_rfc_8785_says() -> None:
    found = {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False], "numbers": [1e30, 4.5]}
    expected = '{"literals":[null,true,false],"numbers":[1e+30,4.5],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(found) == expected
    assert json.loads(expected) == found


def test_a_value_beyond_all_doubles_has_a_fingerprint_too(root: Path) -> None:
    assert len(one(root, "controls: {reply_hours: {value: 1.0e+308, unit: calendar_days}}")) == 16

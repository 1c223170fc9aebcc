"""`checker fix` changes what it reports and nothing else: comments, layout and meaning stay, and a second run does nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import checker
from workspaces import CATALOGUE, DAY, ES, ES_MARKET, PROJECT, REFUND, shared_text, variant, workspace

from checker.authoring.edits import Edit, apply
from checker.authoring.mending import MendedFile, mended_files
from checker.load.reader import read
from checker.model.nearest import distance, only_near
from checker.pipeline.request import Request


def mended(root: Path) -> list[MendedFile]:
    return mended_files(Request(root, DAY))


def fixed(tmp_path: Path, files: dict[str, str]) -> str:
    """The text of the one file that is mended."""
    root = workspace(tmp_path / "workspace", files)
    (file,) = mended(root)
    assert file.path in files
    return file.after.decode()


def tree(text: str) -> Any:
    reading = read(text.encode())
    assert not reading.faults
    return json.loads(json.dumps(reading.root))


BEFORE_AND_AFTER = [
    # a name with one near candidate
    ("controls:\n  payout_dayz: 4  # kept\n", "controls:\n  payout_days: 4  # kept\n"),
    ('controls:\n  "payout_dayz": 4\n', "controls:\n  payout_days: 4\n"),
    ("controls: {payout_dayz: 4, max_offers: 2}  # kept", "controls: {payout_days: 4, max_offers: 2}  # kept"),
    ("metrics:\n    # above\n    csatt: {target: 88}\n", "metrics:\n    # above\n    csat: {target: 88}\n"),
    ("flow:\n  changes:\n    - {skip: handof}\n", "flow:\n  changes:\n    - {skip: handoff}\n"),
    # an entry that repeats the standard
    (
        "controls:\n  recording_notice: true  # gone with its line\n  # about the next\n  payout_days: 4\n",
        "controls:\n  # about the next\n  payout_days: 4\n",
    ),
    (
        "controls:\n  payout_days: 4\n  recording_notice:\n    value: true\n\n# the end\n",
        "controls:\n  payout_days: 4\n\n# the end\n",
    ),
    ("controls: {recording_notice: true, payout_days: 4}\n", "controls: {payout_days: 4}\n"),
    ("controls: {payout_days: 4, recording_notice: true}\n", "controls: {payout_days: 4}\n"),
    ("controls:\n  # stays\n  recording_notice: true\nflow:\n  changes: []\n", "  # stays\nflow:\n  changes: []\n"),
    ("metrics: {csat: {target: 85}}\n", ""),
    # a misspelt name, which then repeats the standard
    ("controls:\n  payout_days: 4\n  recording_notise: true\n", "controls:\n  payout_days: 4\n"),
]


@pytest.mark.parametrize(("before", "after"), BEFORE_AND_AFTER)
def test_what_is_certain_is_mended_and_all_else_stays(tmp_path: Path, before: str, after: str) -> None:
    head = "# top\nkind: variant\nprocess: refund\n"
    assert fixed(tmp_path, {ES: head + before}) == head + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("notes: 8:30", 'notes: "8:30"'),
        ("notes: yes  # kept", 'notes: "yes"  # kept'),
    ],
)
def test_a_value_that_others_misread_is_quoted(tmp_path: Path, before: str, after: str) -> None:
    market = shared_text(ES_MARKET) + f"\n{before}\n"
    assert fixed(tmp_path, {ES_MARKET: market}) == market.replace(before, after)


@pytest.mark.parametrize(("before", "after"), [("014", "14"), ("4e0", "4"), ("0o12", "10")])
def test_a_number_that_others_misread_stays_that_number(tmp_path: Path, before: str, after: str) -> None:
    text = fixed(tmp_path, {ES: variant(f"controls: {{return_days: {before}}}")})
    assert text == variant(f"controls: {{return_days: {after}}}")


def test_a_renamed_id_gets_its_new_name(tmp_path: Path) -> None:
    text = fixed(tmp_path, {ES: variant("controls: {payback_days: 4}")})
    assert text == variant("controls: {payout_days: 4}")


def test_kind_and_what_names_the_document_stand_first(tmp_path: Path) -> None:
    text = "# top\n\n# of the controls\ncontrols:\n  payout_days: 4\nprocess: refund  # which\n# of the kind\nkind: variant\n"
    after = "# top\n\n# of the controls\nkind: variant\nprocess: refund  # which\ncontrols:\n  payout_days: 4\n# of the kind\n"
    assert fixed(tmp_path, {ES: text}) == after


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path, mark: str, newline: str) -> None:
    root = workspace(tmp_path / "workspace")
    text = mark + variant("controls:\n  payout_dayz: 4  # kept\n  recording_notice: true\n  max_offers: 1").replace("\n", newline)
    (root / ES).write_bytes(text.encode())
    (file,) = mended(root)
    expected = mark + variant("controls:\n  payout_days: 4  # kept").replace("\n", newline)
    assert file.after.decode() == expected


NOT_CERTAIN = [
    "controls: {payout: 4}",  # near, and not by a slip of the finger
    "controls: {return_dayz: 40, return_days: 40}",  # two entries would become one
    "controls: {recording_notice: true, recording_notise: false}",  # which one is meant
    "controls: {payout_days: 7}",  # a breach is for a person to decide
    "controls: {payout_days: 4, because: {}}",
    "controls: {first_reply_minutes: {value: {email: 240, live_chat: 0.5}}}",  # only one channel repeats the standard
]


@pytest.mark.parametrize("body", NOT_CERTAIN)
def test_what_a_person_must_decide_is_left_alone(tmp_path: Path, body: str) -> None:
    assert mended(workspace(tmp_path / "workspace", {ES: variant(body)})) == []


def test_a_released_standard_is_never_edited(tmp_path: Path) -> None:
    text = shared_text(REFUND) + "\nbump_reason: 8:30\n"
    assert mended(workspace(tmp_path / "workspace", {REFUND: text})) == []


def test_a_name_near_two_others_is_not_guessed() -> None:
    assert only_near("wait_minute", ["wait_minutes", "walt_minutes"]) is None
    assert only_near("wait_minuets", ["wait_minutes", "hold_minutes"]) == "wait_minutes"
    assert only_near("abc", ["xyz"]) is None
    assert (distance("ab", "ba"), distance("", "abc"), distance("kitten", "sitting")) == (1, 3, 3)


def test_an_edit_that_changes_more_than_it_says_is_not_made() -> None:
    """Whoever finds an edit, it is proven by reading the result."""
    text = "a: 1\nb: 2\n"
    assert apply(text, [Edit(0, 4, "a: 3", "says nothing of the value", 1)]).text == text
    assert apply(text, [Edit(0, 1, "b", "would stand twice", 1, "rename", ("a",), "b")]).text == text
    assert apply(text, [Edit(0, 4, "a: [", "cannot be read", 1)]).text == text
    both = [Edit(0, 1, "c", "renamed", 1, "rename", ("a",), "c"), Edit(5, 9, "x: y", "wrong", 2)]
    assert apply(text, both).text == "c: 1\nb: 2\n", "one that cannot be proven does not keep the others"


COMMENTS = ("", "  # a comment", "  # with: a colon")
ENTRIES = (
    "payout_days: 4", "payout_dayz: 4", "recording_notice: true", "max_offers: 1", "max_offerz: 2", "return_days: 040",
    "proof_kind: video", "tone: yes", "priority_cases: [safety, fraud, minors]", "reply_hours: {value: 1, unit: calendar_days}",
    "payout_days:\n    value: 3\n    because:\n      type: capacity\n      note: 8:30", "unknown_thing: 5",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A variant as people write one: comments, blank lines, entries in any order, some with something to mend."""
    lines = []
    for entry in draw(st.lists(st.sampled_from(ENTRIES), unique_by=lambda each: each.split(":")[0], min_size=1, max_size=6)):
        lines += draw(st.sampled_from(([], [""], ["  # above"], ["", "  # above", "  # and more"])))
        lines.append(f"  {entry}{draw(st.sampled_from(COMMENTS))}")
    head = draw(st.permutations(["kind: variant", "process: refund", "controls:\n" + "\n".join(lines)]))
    newline = draw(st.sampled_from(("\n", "\r\n")))
    text = "\n".join(["# top", *head, *draw(st.sampled_from(([], ["# end"])))]) + draw(st.sampled_from(("", "\n")))
    return text.replace("\n", newline)


@settings(max_examples=60, deadline=None)
@given(text=texts())
def test_a_fix_never_changes_more_than_it_says(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = workspace(tmp_path_factory.mktemp("fix"))
    (root / ES).write_bytes(text.encode())
    files = mended(root)
    assert all(file.path == ES for file in files)
    if not files:
        return
    after, says = files[0].after.decode(), " ".join(edit.says for edit in files[0].edits)
    before_tree, after_tree = tree(text), tree(after)
    gone = before_tree.get("controls", {}).keys() - after_tree.get("controls", {}).keys()
    new = after_tree.get("controls", {}).keys() - before_tree["controls"].keys()
    assert all(f"`{name}`" in says for name in gone | new), "what goes and what comes is reported"
    for name in before_tree["controls"].keys() & after_tree.get("controls", {}).keys():
        assert after_tree["controls"][name] == before_tree["controls"][name], "what is not reported has its value still"
    of_their_own = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    kept = [line.strip() for line in after.splitlines()]
    assert all(kept.count(line) >= of_their_own.count(line) for line in of_their_own), "comments on lines of their own stay"
    root.joinpath(ES).write_bytes(files[0].after)
    assert mended(root) == [], "a second run does nothing"


def test_the_sample_workspace_has_one_line_to_spare(tmp_path: Path) -> None:
    files = mended(PROJECT)
    assert [(file.path, [edit.line for edit in file.edits]) for file in files] == [
        ("markets/anglo/gb/privacy-and-retention.yaml", [6])
    ]


def test_the_command_shows_a_diff_and_writes_only_without_it(tmp_path: Path) -> None:
    text = variant("controls: {payout_dayz: 4}")
    root = workspace(tmp_path / "workspace", {ES: text})
    words = ("--root", str(root), "--as-of", DAY.isoformat())
    shown = checker("fix", "--diff", *words)
    assert (shown.code, (root / ES).read_text()) == (0, text)
    assert "-controls: {payout_dayz: 4}\n+controls: {payout_days: 4}" in shown.out
    done = checker("fix", *words)
    assert f"{ES}:3: `payout_dayz` becomes `payout_days`, which is the only one near" in done.out
    assert (root / ES).read_text() == variant("controls: {payout_days: 4}")
    again = checker("fix", *words)
    assert "Nothing can be mended for certain" in again.out
    assert again.code == 0


def test_only_the_market_that_is_asked_for_is_mended(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", {ES: variant("controls: {payout_dayz: 4}")})
    assert mended_files(Request(root, DAY, words=("fr",))) == []
    assert len(mended_files(Request(root, DAY, words=("es",)))) == 1
    assert CATALOGUE not in {file.path for file in mended(root)}


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        (ES_MARKET, shared_text(ES_MARKET) + "notes: 8:30\n", 'notes: "8:30"'),
        (ES, variant("controls: {return_days: 014}"), "controls: {return_days: 14}"),
        (ES, variant("controls: {payback_days: 4}"), "controls: {payout_days: 4}"),
        (ES, variant("controls: {payback_days: 4, payout_days: 3}"), None),
        (ES, variant("controls: {payout_days: 7}"), None),
    ],
)
def test_programs_get_the_edit_with_the_finding(tmp_path: Path, path: str, text: str, after: str | None) -> None:
    root = workspace(tmp_path / "workspace", {path: text})
    said = json.loads(checker("check", "--root", str(root), "--as-of", DAY.isoformat(), "--format", "json").out)
    edits = [edit for finding in said["findings"] for edit in finding["fix"] or ()]
    if after is None:
        assert edits == []
        return
    (edit,) = edits
    lines = text.split("\n")
    line = lines[edit["line"] - 1]
    assert edit["path"] == path
    assert f"{line[: edit['column'] - 1]}{edit['text']}{line[edit['end_column'] - 1 :]}" == after

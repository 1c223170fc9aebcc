"""The line reader against libyaml's: whatever the text, the same answer or none."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from random_documents import random_document

from checker.load.line_reader import read_lines
from checker.load.reader import read
from checker.model.position import KeyPath

PROJECT = Path(__file__).parent.parent.parent
SAMPLE = sorted([*PROJECT.glob("standards/**/*.yaml"), *PROJECT.glob("markets/**/*.yaml")])
CASES = sorted((PROJECT / "tests" / "cases").glob("**/*.yaml"))
PIECES = (
    ": ", ":", "#", " #", "- ", "-", "  ", " ", "\n", "\n\n", "\n  ", "\t", "\r\n", "'", '"', "''", "[", "]", "{", "}", ",",
    ", ", "&a ", "*a", "!t ", "|", ">-", "?", "? ", "%", "@", "`", "...", "---", "\n...\n", "\n---\n", "~", "null", "yes",
    "014", "0x1F", "1e3", ".5", "-1", "2026-01-01", "é", "日", "\u00a0", "\u2028", "\ufeff", "\x07", "a: b", "{a: b}", "[a, b]",
    "a", "<<: ", "=", ".inf", "\\", "key: value", "- item", "- key: value", "\n- ", "\n    - ",
)  # fmt: skip


def typed(value: object) -> object:
    """A value in which `true` is not 1, 1.0 is not 1, and the order of keys counts."""
    if isinstance(value, dict):
        return [(key, typed(each)) for key, each in value.items()]
    return [typed(each) for each in value] if isinstance(value, list) else (type(value), value)


def key_paths(node: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path that exists, and beside each some that do not."""
    yield path
    yield (*path, "missing")
    yield (*path, 99)
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in members:
        yield from key_paths(value, (*path, step))


def agrees(text: str) -> bool:
    """Whether the line reader answered at all; raises where it answered otherwise than libyaml."""
    plain = read_lines(text)
    if plain is None:
        return False
    root, positions = plain
    slow = read(text.encode(), by_lines=False)
    assert not slow.faults, (text, slow.faults)
    assert not slow.ambiguities, text
    assert typed(root) == typed(slow.root), text
    for path in key_paths(slow.root):
        assert positions.parent(path) == slow.positions.parent(path), (text, path)
        assert positions.value_span(path) == slow.positions.value_span(path), (text, path, "value")
        assert positions.key_span(path) == slow.positions.key_span(path), (text, path, "key")
    return True


def test_it_answers_for_almost_every_file_of_the_sample_and_as_libyaml_does() -> None:
    answers = {path: agrees(path.read_text()) for path in SAMPLE}
    declined = [path for path, answered in answers.items() if not answered]
    assert len(declined) < 0.25 * len(answers)
    others = {path.name for path in declined if path.parent.name != "law"}  # laws have texts over several lines
    assert others <= {"releases.yaml"}  # its keys, which are versions, could be numbers


def test_it_answers_as_libyaml_does_for_the_files_of_all_cases() -> None:
    texts = {path.read_bytes() for path in CASES}
    answers = [agrees(text.decode()) for text in texts if _is_utf8(text)]
    assert sum(answers) > 0.7 * len(answers)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("seeds", [range(start, start + 500) for start in range(0, 2000, 500)])
def test_it_answers_as_libyaml_does_for_documents_in_every_style(seeds: range) -> None:
    for seed in seeds:
        agrees(random_document(seed))


@pytest.mark.parametrize("seed", range(8))
def test_it_answers_as_libyaml_does_for_damaged_files(seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    sources = [path.read_text() for path in SAMPLE]
    answered = sum(agrees(_damaged(random.choice(sources), random)) for _ in range(400))
    assert answered > 20  # else nothing was compared


@pytest.mark.parametrize("seed", range(8))
def test_it_answers_as_libyaml_does_for_small_texts_put_together_at_random(seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    starts = ("a: ", "a:\n  ", "- ", "a:\n- ", "a: [", "a: {b: ", "a:\n  - b: ", "a: b\nc: ")
    texts = (random.choice(starts) + _pieces(random, 5) + random.choice(("", "\n", "\nz: 1\n")) for _ in range(3000))
    assert sum(map(agrees, texts)) > 100


def _damaged(text: str, random: Random) -> str:
    """Some lines of a file, with a few pieces put in, taken out or replaced."""
    lines = text.split("\n")
    start = random.randrange(len(lines))
    text = "\n".join(lines[start : start + random.randint(1, 12)]) if random.random() < 0.5 else text
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + _pieces(random, 1) + text[at + random.choice((0, 0, 1, 2, 5)) :]
    return text


def _pieces(random: Random, most: int) -> str:
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, most)))


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  text\n", "a: >-\n  text\n", "a: b\n  c\n", "a:\n", "a: &x b\n", "a: *x\n", "a: !x b\n", "<<: {a: b}\n",
        "a: 1\na: 2\n", "a: yes\n", "a: 014\n", "a: .nan\n", "a: 'it''s'\n", 'a: "\\t"\n', "a: [b,\n  c]\n", "? a\n: b\n",
        "a: b: c\n", "- a\n", "a\n", "", "a:\tb\n", "a: b\r\n", "---\na: b\n", "a: b\n...\n", "a: {b}\n", "a: [b: c]\n",
        "a: {b: c, b: d}\n", "a:\n - b\n  c: d\n", "a: \u00a0b\n", "a: b\x07\n", "a: [[[[[[[[[[b]]]]]]]]]]\n", "a: null\n",
    ],
)  # fmt: skip
def test_it_declines_what_a_line_alone_does_not_decide(text: str) -> None:
    assert read_lines(text) is None


def test_it_declines_what_has_limits_to_be_counted() -> None:
    deep = "".join(f"{'  ' * depth}k{depth}:\n" for depth in range(40)) + f"{'  ' * 40}a: b\n"
    assert read_lines(deep) is None
    assert read_lines(f"a: {'b' * 40_000}\n") is None


def test_what_it_remembers_stays_small() -> None:
    from checker.load import line_reader

    for number in range(0, 60_000, 50):
        read_lines("\n".join(f"k{number + more}: v{number + more}" for more in range(50)))
    assert len(line_reader._known) <= line_reader.MAX_KNOWN
    assert agrees("a: b\nc: [d, {e: f}]\n")

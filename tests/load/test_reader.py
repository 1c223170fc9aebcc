"""Reading: values and positions against independent readers, and everything that the YAML profile refuses."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from random_documents import random_document

from checker.load.reader import Reading, read
from checker.load.tree import YamlMapping, YamlSequence
from checker.model.position import KeyPath

PROJECT = Path(__file__).parent.parent.parent
COMMITTED = sorted([*PROJECT.glob("standards/**/*.yaml"), *PROJECT.glob("markets/**/*.yaml")])
KIB = 1024
BATCHES = [range(start, start + 200) for start in range(0, 2000, 200)]
"""Seeds of random documents."""


def kinds(data: str | bytes) -> list[str]:
    return [fault.kind.value for fault in reading(data).faults]


def reading(data: str | bytes, *, by_lines: bool = True) -> Reading:
    return read(data.encode() if isinstance(data, str) else data, by_lines=by_lines)


def places(data: str | bytes) -> list[tuple[int, int, str]]:
    return [(fault.span.line, fault.span.column, fault.message) for fault in reading(data).faults]


# Values, against PyYAML's loader with the resolvers of YAML 1.2.


class CoreLoader(yaml.CSafeLoader):
    """PyYAML with the scalars of the YAML 1.2 core schema, as far as the profile has them."""


CoreLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in [
    ("bool", "true|false", "tf"),
    ("null", "~|null|Null|NULL|", "~nN\0"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
]:
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(f"^(?:{_pattern})$"),
        [*_first.replace("\0", ""), *([""] if "\0" in _first else [])],
    )
CoreLoader.add_constructor(
    "tag:yaml.org,2002:int",
    lambda _, node: int(node.value, 10) if re.fullmatch("[-+]?[0-9]+", node.value) else int(node.value, 0),
)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def typed(value: object) -> object:
    """A value in which `true` is not 1, and 1.0 is not 1."""
    if isinstance(value, dict):
        return [(key, typed(each)) for key, each in value.items()]
    return [typed(each) for each in value] if isinstance(value, list) else (type(value), value)


@pytest.mark.parametrize("seeds", BATCHES)
def test_values_are_those_of_an_independent_reader(seeds: range) -> None:
    for seed in seeds:
        assert_values(random_document(seed))


def assert_values(text: str) -> None:
    for by_lines in (True, False):
        found = reading(text, by_lines=by_lines)
        assert not found.faults, (text, found.faults)
        assert typed(found.root) == typed(yaml.load(text, Loader=CoreLoader)), text  # noqa: S506 (a safe loader)


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_committed_file_has_the_values_of_an_independent_reader(path: Path) -> None:
    assert_values(path.read_text())


# Positions, against PyYAML's own tree of nodes.

Edges = tuple[int, int, int, int]


def edges(node: yaml.Node) -> Edges:
    start, end = node.start_mark, node.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def first_letter(node: yaml.Node) -> Edges:
    line, column, _, _ = edges(node)
    return line, column, line, column + 1


def expected_spans(node: yaml.Node, path: KeyPath = (), key: yaml.Node | None = None) -> Iterator[tuple[KeyPath, Edges, Edges]]:
    """Key path, span of the key and span of the value of every node below the root."""
    if path:
        is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        one_line = node.start_mark.line == node.end_mark.line
        value = edges(node) if one_line and not is_block else first_letter(node)
        if is_block and key is not None:
            value = edges(key)
        yield path, edges(key) if key is not None else value, value
    if isinstance(node, yaml.MappingNode):
        for own, inner in node.value:
            yield from expected_spans(inner, (*path, own.value), own)
    elif isinstance(node, yaml.SequenceNode):
        for index, inner in enumerate(node.value):
            yield from expected_spans(inner, (*path, index))


def assert_positions(text: str) -> int:
    composed = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert composed is not None
    wanted = list(expected_spans(composed))
    for by_lines in (True, False):
        found = reading(text, by_lines=by_lines)
        for path, key, value in wanted:
            assert tuple(found.positions.key_span(path)) == key, (path, "key")
            assert tuple(found.positions.value_span(path)) == value, (path, "value")
            assert found.positions.parent(path) == path
    assert sorted(map(str, key_paths(found.root))) == sorted(str(path) for path, _, _ in wanted)
    return len(wanted)


def key_paths(node: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    inner: Any = node.items() if isinstance(node, YamlMapping) else enumerate(node) if isinstance(node, YamlSequence) else ()
    for step, value in inner:
        yield (*path, step)
        yield from key_paths(value, (*path, step))


@pytest.mark.parametrize("seeds", BATCHES)
def test_positions_are_those_of_an_independent_reader(seeds: range) -> None:
    assert sum(assert_positions(random_document(seed)) for seed in seeds) > 2000


@pytest.mark.parametrize("seeds", BATCHES[:1])
def test_positions_do_not_depend_on_the_last_line_end(seeds: range) -> None:
    for seed in seeds:
        assert_positions(random_document(seed).rstrip("\n"))


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: str(path.relative_to(PROJECT)))
def test_positions_in_every_committed_file(path: Path) -> None:
    assert assert_positions(path.read_text()) > 4


def test_positions_in_a_large_mapping() -> None:
    assert assert_positions("".join(f"key_{number}: {{value: {number}}}\n" for number in range(200))) == 400


def test_positions_are_the_same_with_windows_line_ends_and_behind_a_byte_order_mark() -> None:
    text = "a: 1\nb:\n  - NO\n  - {c: é, d: 8:30}\n"
    plain = reading(text)
    for other in (text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode()):
        found = read(other)
        assert found.root == plain.root
        assert found.ambiguities == plain.ambiguities
        for path in key_paths(plain.root):
            assert found.positions.value_span(path) == plain.positions.value_span(path)
            assert found.positions.key_span(path) == plain.positions.key_span(path)


def test_columns_count_characters_not_bytes() -> None:
    tree = reading("日本: {é: 😀, z: 1}\n").positions
    assert tuple(tree.key_span(("日本", "z"))) == (1, 12, 1, 13)


def test_what_is_missing_stands_at_the_nearest_parent() -> None:
    tree = reading("a:\n  b: {c: 1}\nd: [x]\n").positions
    assert tree.parent(("a", "b", "z", "y")) == ("a", "b")
    assert tree.parent(("d", 5)) == ("d",)
    assert tuple(tree.value_span(("a", "b", "z"))) == (2, 3, 2, 4)
    assert tuple(tree.value_span(("zzz",))) == (1, 1, 1, 2)


# Remarks on plain values.


def test_ambiguous_values_are_named_with_their_place_and_are_never_keys_quoted_or_days() -> None:
    found = reading("NO: yes\non: [8:30, \"NO\", 'y', 2024-01-02, {off: 014}]\nlast:\n  - a\n  - b: n\n")
    assert not found.faults
    assert [(one.key_path, one.text, tuple(one.span[:2])) for one in found.ambiguities] == [
        (("NO",), "yes", (1, 5)), (("on", 0), "8:30", (2, 6)), (("on", 4, "off"), "014", (2, 41)),
        (("last", 1, "b"), "n", (5, 8)),
    ]  # fmt: skip


def test_the_place_of_an_ambiguous_value_is_its_key_path() -> None:
    seen = 0
    for seed in BATCHES[0]:
        found = reading(random_document(seed))
        for ambiguity in found.ambiguities:
            assert found.positions.value_span(ambiguity.key_path) == ambiguity.span
            seen += 1
    assert seen > 100


# What is refused.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "the key `a` is given twice, on line 1 and on line 3")]),
        (
            "a: 1\na: 2\nb: 3\nb: 4\n",
            [
                (2, 1, "the key `a` is given twice, on line 1 and on line 2"),
                (4, 1, "the key `b` is given twice, on line 3 and on line 4"),
            ],
        ),
        (
            "a: 1\na: 2\na: 3\n",
            [
                (2, 1, "the key `a` is given twice, on line 1 and on line 2"),
                (3, 1, "the key `a` is given twice, on line 1 and on line 3"),
            ],
        ),
        ("x: {b: 1, b: 2}\n", [(1, 11, "the key `b` is given twice, both times on line 1")]),
        ('a: 1\n"a": 2\n', [(2, 1, "the key `a` is given twice, on line 1 and on line 2")]),
        ("- {b: 1}\n- {b: 1}\n", []),
        (
            "a: {b: 1, b: {c: 2}}\nd: {c: 1, c: 1}\n",
            [
                (1, 11, "the key `b` is given twice, both times on line 1"),
                (2, 11, "the key `c` is given twice, both times on line 2"),
            ],
        ),
    ],
)
def test_a_key_given_twice_names_both_lines(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert places(text) == expected
    assert set(kinds(text)) <= {"duplicate_key"}


UNSAFE = [
    # tags
    ("a: !x 1", 1, 4),
    ("a: !!str 1", 1, 4),
    ("a: !!python/object/apply:os.system [ls]", 1, 4),
    ("!x {a: 1}", 1, 1),
    ("a: ! b", 1, 4),
    ("a: !<tag:x> b", 1, 4),
    ("!!str a: 1", 1, 1),
    ("a: !x [1]", 1, 4),
    ("a: !e!x 1", 1, 4),
    # anchors, aliases, merge keys
    ("a: &x 1", 1, 4),
    ("&x a: 1", 1, 1),
    ("a: &x {b: 1}", 1, 4),
    ("a: *x", 1, 4),
    ("*x : 1", 1, 1),
    ("*x", 1, 1),
    ("a: [*x]", 1, 5),
    ("<<: {a: 1}", 1, 1),
    ("a: {<<: b}", 1, 5),
    # directives and further documents
    ("%YAML 1.2\n---\na: 1", 1, 1),
    ("%YAML 9.9\n---\na: 1", 1, 1),
    ("# x\n\n%TAG ! tag:x:\n---\na: !b 1", 3, 1),
    ("%X y\n---\na: 1", 1, 1),
    ("a: 1\n---\nb: 2", 2, 1),
    ("a: 1\n---\n", 2, 1),
    ("---\n---\n", 2, 1),
    ("a: 1\n...\nb: 2", 3, 1),
    ("a: 1\n...\n# x\n---\nb: 2", 4, 1),
    ("a: 1\n...\n%YAML 1.1\n---\n", 3, 1),
    ("...\na: 1\n", 2, 1),
    # keys that are no text
    ("1: a", 1, 1),
    ("true: a", 1, 1),
    ("~: a", 1, 1),
    ("?\n: a", 1, 2),
    ("1.5: a", 1, 1),
    (".inf: a", 1, 1),
    ("[a]: b", 1, 1),
    ("{a: b}: c", 1, 1),
    ("? [a]\n: b", 1, 3),
    ("? {a: b}\n: b", 1, 3),
    ("a: {{ x }}", 1, 5),
    ("9999999999999999999: a", 1, 1),
    ("? - a\n: b", 1, 3),
    # numbers that cannot be compared
    ("a: .nan", 1, 4),
    ("a: [1, -.inf]", 1, 8),
    ("a: 1e400", 1, 4),
    ("a: 1234567890123456789", 1, 4),
    ("a: " + "9" * 5000, 1, 4),
    # characters
    ("a: \x00b", 1, 4),
    ("a: b\x01", 1, 5),
    ("a: \x7f", 1, 4),
    ("a: b\n\x85", 2, 1),
    ("a: \ufeffb", 1, 4),
    ("\n\ufeffa: b", 2, 1),
    ("a: b\u2028c", 1, 5),
    ("a: b\rc: d\r", 1, 5),
    ("a: b\r\nc: d\re: f", 2, 5),
    ("a: \ufffe", 1, 4),
    ('a: "\\0"', 1, 4),
    ('a: "\\x07"', 1, 4),
    ('a: "\\uFEFF"', 1, 4),
    ('"\\0": 1', 1, 1),
    ("# \x1b[31m", 1, 3),
]


@pytest.mark.parametrize(("text", "line", "column"), UNSAFE, ids=[text[:30] for text, _, _ in UNSAFE])
def test_is_refused_as_unsafe(text: str, line: int, column: int) -> None:
    found = reading(text)
    assert found.root is None
    assert {fault.kind.value for fault in found.faults} == {"unsafe"}
    assert tuple(found.faults[0].span[:2]) == (line, column)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("name: Cádiz\n".encode("latin-1"), 1, 8),
        (b"a: 1\nb: \xff\n", 2, 4),
        ("a: 1".encode("utf-16"), 1, 1),
        (b"a: \xed\xa0\x80", 1, 4),
        (b"\xc3", 1, 1),
        ("é: ".encode() + b"\xf0\x9f", 1, 4),
        (b"\xef\xbb\xbfa: \x80", 1, 4),
    ],
)
def test_bytes_that_are_not_utf8_are_refused(data: bytes, line: int, column: int) -> None:
    (fault,) = read(data).faults
    assert (fault.kind.value, *fault.span[:2]) == ("unsafe", line, column)
    assert "UTF-8" in fault.message


SYNTAX = [
    # tabs as indentation
    ("a:\n\tb: 1", 2, 1, "tab"),
    ("a:\n  b: 1\n\tc: 2", 3, 1, "tab"),
    ("a:\n  - b\n \t- c", 3, 2, "tab"),
    ("a: [\n\t1,\n\t2]", 2, 1, "tab"),
    ("a: {\n  b: 1,\n  \tc: 2\n}", 3, 3, "tab"),
    ("a: b\n\tc", 2, 1, "tab"),
    # brackets, quotes, colons, indentation
    ("a: [1, 2\nb: 3", 1, 4, "square brackets is not closed; that shows only on line 2"),
    ("a: {b: 1\nc: 2", 1, 4, "curly brackets is not closed; that shows only on line 2"),
    ("[" * 10, 2, 1, "value is missing"),
    ('a: "b\nc: d', 1, 4, "quoted text is not closed"),
    ("a: 'b\n---\n", 1, 4, "quoted text is not closed"),
    ("a: b: c", 1, 5, "colon"),
    ("a: 1\nbcd\ne: 2", 3, 1, "key without a colon"),
    ("a:\n   b: 1\n  c: 2", 3, 3, "indented"),
    ('a: "b" c', 1, 8, "goes on after its value"),
    ("a: 'it's'", 1, 8, "goes on after its value"),
    ("a: - b", 1, 4, "list cannot start"),
    ("a: [1,,2]", 1, 7, "value is missing"),
    ("[1]\n[2]", 2, 1, "goes on after its only value"),
    ("a: @b", 1, 4, "cannot start with `@`"),
    ("a: `b`", 1, 4, "backtick"),
    ("a: %b", 1, 4, "cannot start with `%`"),
    ('a: "C:\\Users"', 1, 9, "backslash"),
    ('a: "\\q"', 1, 5, "backslash"),
    ("a: | b", 1, 6, "starts on the next line"),
    ("a: **b**", 1, 5, "cannot start with `&` or `*`"),
    ("a: [b:{c}]", 1, 6, "colon"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), SYNTAX, ids=[text for text, *_ in SYNTAX])
def test_a_syntax_fault_is_said_in_plain_words(text: str, line: int, column: int, words: str) -> None:
    found = reading(text)
    assert found.root is None
    assert (found.faults[0].kind.value, *found.faults[0].span[:2]) == ("syntax", line, column)
    assert words in found.faults[0].message
    assert found.faults[0].remedy
    assert "expected" not in found.faults[0].message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\tb", {"a": "b"}),
        ("a: b\t", {"a": "b"}),
        ("a: b\t# c", {"a": "b"}),
        ("a: |\n  x\n  \ty\n", {"a": "x\n\ty\n"}),
        ('a: "b\n  \tc"', {"a": "b c"}),
        ("a: [1,\t2]", {"a": [1, 2]}),
        ("a: b # \tc", {"a": "b"}),
        ("a: [\n  1,\n\t\n  2]", {"a": [1, 2]}),
    ],
)
def test_a_tab_elsewhere_is_fine(text: str, value: object) -> None:
    found = reading(text)
    assert (found.faults, found.root) == ((), value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("---\na: 1\n", {"a": 1}),
        ("a: 1\n...\n", {"a": 1}),
        ("a: 1\n...\n# end\n\n", {"a": 1}),
        ("a: 'x...\n\n  ...y'\n", {"a": "x...\n...y"}),
        ("a: |\n  ...\n  b\n", {"a": "...\nb\n"}),
        ("a: 50%\n", {"a": "50%"}),
        ("# %YAML\na: 1", {"a": 1}),
        ('"<<": 1', {"<<": 1}),
        ('"1": 2', {"1": 2}),
        ('a: "\\t\\n"', {"a": "\t\n"}),
        ("a: R&D", {"a": "R&D"}),
        ("a: 2 * 3!", {"a": "2 * 3!"}),
        ("? a\n: b", {"a": "b"}),
        ("a: \U0001f600", {"a": "\U0001f600"}),
        ("a: .nanx", {"a": ".nanx"}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: " + "9" * 18, {"a": 10**18 - 1}),
    ],
)
def test_is_not_refused(text: str, value: object) -> None:
    found = reading(text)
    assert (found.faults, found.root) == ((), value)


@pytest.mark.parametrize("text", ["NO", "=", "- y", "[8:30]", "{a: on}"])
def test_an_ambiguous_value_at_the_top_has_a_place(text: str) -> None:
    found = reading(text)
    (ambiguity,) = found.ambiguities
    assert not found.faults
    assert ambiguity.text in text


@pytest.mark.parametrize("text", ["", " \n\n", "# only a comment\n", "---\n", "null\n", "~", "\ufeff"])
def test_no_document_is_no_fault_of_the_yaml(text: str) -> None:
    found = reading(text)
    assert (found.root, found.faults) == (None, ())


def test_several_faults_of_a_file_at_once() -> None:
    text = "a: &x 1\nb: *x\nc: !t 1\na: 2\nd: .nan\n1: e\nf: 1e999\n<<: g\nh: 99999999999999999999\n---\ni: 1\n"
    assert kinds(text) == [
        "unsafe", "unsafe", "unsafe", "duplicate_key", "unsafe", "unsafe", "unsafe", "unsafe", "unsafe", "unsafe",
    ]  # fmt: skip
    assert [line for line, _, _ in places(text)] == list(range(1, 11))


def test_faults_before_a_syntax_fault_are_kept() -> None:
    assert kinds("a: 1\na: 2\nb: [\n") == ["duplicate_key", "syntax"]


def test_after_a_hundred_faults_reading_stops() -> None:
    faults = reading("- !x 1\n" * 5000).faults
    assert len(faults) == 101
    assert faults[-1].message == "100 faults are enough; reading stops here"


# Limits.


def filled(size: int, start: str = "a: 1\n") -> bytes:
    return (start + "#" * (size - len(start))).encode()


def test_one_mebibyte_is_read_and_a_byte_more_is_not() -> None:
    assert read(filled(KIB * KIB)).root == {"a": 1}
    assert kinds(filled(KIB * KIB + 1)) == ["too_large"]


@pytest.mark.parametrize(
    "nested",
    [
        lambda depth: "[" * depth + "]" * depth,
        lambda depth: "{a: " * depth + "1" + "}" * depth,
        lambda depth: "- " * depth + "x",
        lambda depth: "".join(" " * level + "a:\n" for level in range(depth - 1)) + " " * depth + "a: 1",
        lambda depth: "[{a: " * (depth // 2) + "[" * (depth % 2) + "]" * (depth % 2) + "}]" * (depth // 2),
    ],
)
def test_64_levels_are_read_and_65_are_not(nested: Any) -> None:
    assert not reading(nested(64)).faults
    assert kinds(nested(65)) == ["too_large"]


def test_a_hundred_thousand_values_are_read_and_one_more_is_not() -> None:
    inner = "[" + ",".join(["[]"] * 10) + "]"  # eleven lists, so that a list's end is seen not to count
    most = "[" + ",".join([inner] * 9090 + ["1"] * 9) + "]"
    assert not reading(most).faults
    assert kinds(most[:-1] + ",1]") == ["too_large"]
    assert kinds("{" + ",".join(f"k{number}" for number in range(50_000)) + "}") == ["too_large"]  # keys count


@pytest.mark.parametrize("style", ["{}", '"{}"', "'{}'", "|\n  {}", ">\n  {}"])
def test_a_text_of_64_kib_is_read_and_a_byte_more_is_not(style: str) -> None:
    last = 1 if style[0] in "|>" else 0  # a block's line end belongs to its text
    assert not reading("a: " + style.format("x" * (64 * KIB - last)) + "\n").faults
    assert kinds("a: " + style.format("x" * (64 * KIB - last + 1)) + "\n") == ["too_large"]


def test_the_size_of_a_text_counts_bytes() -> None:
    assert not reading("a: " + "é" * (32 * KIB)).faults
    assert kinds("a: " + "é" * (32 * KIB) + "x") == ["too_large"]


def test_a_text_of_a_list_is_limited_too() -> None:
    assert kinds("- " + "x" * (64 * KIB + 1)) == ["too_large"]


# Anything at all.


@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.one_of(st.binary(max_size=60), st.text("ab:-?,[]{}#&*!|>'\"%@`\\ \n\t\r.0<~=\0é\ufeff", max_size=40).map(str.encode)))
def test_reading_never_raises_and_says_the_same_again(data: bytes) -> None:
    found = read(data)
    assert found[:4] == read(data)[:4]
    assert (found.root is None) or not found.faults
    for fault in found.faults:
        assert fault.message.isprintable()
        assert fault.span.line >= 1 <= fault.span.column

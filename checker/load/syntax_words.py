"""The YAML scanner's complaints in words for people who do not know its grammar. Part of `load`."""

from typing import NamedTuple

from yaml import MarkedYAMLError

from checker.model.fault import FaultKind
from checker.model.position import line_of


class Complaint(NamedTuple):
    """What is wrong, and what to write instead (may be empty)."""

    message: str
    remedy: str = ""
    kind: FaultKind = FaultKind.SYNTAX


TAB = Complaint("a tab is used as indentation", "use spaces")
QUOTE = "quote the whole text"
ESCAPE = Complaint("a backslash in double quotes starts an escape that YAML does not know",
                   "use single quotes, or write the backslash twice")  # fmt: skip
BLOCK_HEAD = Complaint("after `|` or `>` the text starts on the next line",
                       f"put it there, indented, or {QUOTE} if the sign belongs to it")  # fmt: skip
TAG = Complaint("a value that starts with `!` is a tag, which is not read", f"{QUOTE}, or delete the tag", FaultKind.UNSAFE)
NAMED = Complaint("a value cannot start with `&` or `*`", QUOTE)

WORDS: tuple[tuple[str, Complaint], ...] = (
    ("mapping values are not allowed", Complaint(
        "a colon followed by a space starts a value here, where none can stand",
        f"{QUOTE} if the colon belongs to it, or mend the indentation")),
    ("could not find expected ':'", Complaint("this line has a key without a colon", "write `key: value`")),
    ("did not find expected ',' or ']'", Complaint(
        "a list in square brackets is not closed", "add the missing `,` or `]`")),
    ("did not find expected ',' or '}'", Complaint(
        "a mapping in curly brackets is not closed", "add the missing `,` or `}`")),
    ("did not find expected key", Complaint(
        "the indentation of this line does not fit the lines above", "align it with the other keys of its block")),
    ("did not find expected '-' indicator", Complaint(
        "the indentation of this line does not fit the list above", "align it with the other `-` of its list")),
    ("found unexpected end of stream", Complaint("a quoted text is not closed", "add the missing quotation mark")),
    ("found unexpected document indicator", Complaint("a quoted text is not closed", "add the missing quotation mark")),
    ("did not find expected node content", Complaint(
        "a value is missing here", "write one, or delete the comma or bracket")),
    ("block sequence entries are not allowed", Complaint("a list cannot start here", "put the `-` on a line of its own")),
    ("mapping keys are not allowed", Complaint("a key cannot start here with `?`", f"{QUOTE}, or write `key: value`")),
    ("found unknown escape character", ESCAPE),
    ("did not find expected hexdecimal number", ESCAPE),
    ("found invalid Unicode character escape code", ESCAPE),
    ("found a tab character", TAB),
    ("did not find expected comment or line break", BLOCK_HEAD),
    ("found an indentation indicator equal to 0", BLOCK_HEAD),
    ("did not find expected alphabetic or numeric character", NAMED),
    ("did not find expected <document start>", Complaint(
        "the file goes on after its only value has ended", "mend the indentation of this line")),
)  # fmt: skip
TAG_PROBLEMS = ("found undefined tag handle", "did not find the expected '>'", "did not find expected '!'",
                "did not find expected tag URI", "did not find URI escaped octet", "found an i", "found an in")  # fmt: skip


def plain_words(text: str, error: MarkedYAMLError) -> Complaint:
    """What the error says to the person who wrote the file."""
    problem = error.problem or "this is no YAML"
    context = error.context or ""
    mark = error.problem_mark
    line = line_of(text, mark.line + 1) if mark else ""
    character = line[mark.column : mark.column + 1] if mark else ""
    if character == "\t" and not line[: mark.column].strip(" -?:"):
        return TAB
    if "cannot start any token" in problem:
        return Complaint(f"a value cannot start with `{character}`" if character != "`" else "a value cannot start with a backtick", QUOTE)
    return problem, ""

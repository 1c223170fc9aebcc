"""The YAML scanner's complaints in words for people who do not know its grammar. Part of `load`."""

from typing import NamedTuple

from yaml import MarkedYAMLError
from yaml.error import Mark

from checker.model.fault import FaultKind
from checker.model.position import line_of


class Complaint(NamedTuple):
    """What is wrong, and what to write instead (may be empty)."""

    message: str
    remedy: str = ""
    kind: FaultKind = FaultKind.SYNTAX


QUOTE = "put the whole text in quotes"
TAB = Complaint("a tab is used as indentation", "use spaces")
TAG = Complaint("a value cannot start with `!`", f"{QUOTE}, or delete the word with the `!`", FaultKind.UNSAFE)
DIRECTIVE = Complaint("a line cannot start with `%`", "delete the line", FaultKind.UNSAFE)
GOES_ON = Complaint("the line goes on after its value has ended", f"{QUOTE}, or start a new line")
ESCAPE = Complaint("a backslash in double quotes changes the letter behind it, and this letter has no such meaning",
                   "use single quotes, or write the backslash twice")  # fmt: skip
BLOCK_HEAD = Complaint("after `|` or `>` the text starts on the next line", f"move it there, or {QUOTE}")
NOT_ENDED = "not closed"
NOT_CLOSED = Complaint("a quoted text is not closed", "add the missing quotation mark")

WORDS: tuple[tuple[str, Complaint], ...] = (
    ("mapping values are not allowed", Complaint(
        "a colon followed by a space starts a value here, where none can stand",
        f"{QUOTE} if the colon belongs to it, or mend the indentation")),
    ("could not find expected ':'", Complaint("this line has a key without a colon", "write `key: value`")),
    ("did not find expected ',' or ']'", Complaint(
        "a list in square brackets is not closed", "add the missing `,` or `]`")),
    ("did not find expected ',' or '}'", Complaint(
        "what stands in curly brackets is not closed", "add the missing `,` or `}`")),
    ("did not find expected key", Complaint(
        "the indentation of this line does not fit the lines above", "align it with the other keys of its block")),
    ("did not find expected '-' indicator", Complaint(
        "the indentation of this line does not fit the list above", "align it with the other `-` of its list")),
    ("did not find expected <document start>", Complaint(
        "the file goes on after its only value has ended", "mend the indentation of this line")),
    ("did not find expected node content", Complaint(
        "a value is missing here", "write one, or delete the comma or bracket")),
    ("found unexpected end of stream", NOT_CLOSED),
    ("found unexpected document indicator", NOT_CLOSED),
    ("found unexpected ':'", Complaint("a colon stands inside brackets without a space after it",
                                       f"write a space after the colon, or {QUOTE}")),
    ("block sequence entries are not allowed", Complaint(
        "a list cannot start here", f"put the `-` on the next line, indented, or {QUOTE}")),
    ("mapping keys are not allowed", Complaint("a text cannot start with `?` and a space here", QUOTE)),
    ("found unknown escape character", ESCAPE),
    ("did not find expected hexdecimal number", ESCAPE),
    ("found invalid Unicode character escape code", ESCAPE),
    ("found a tab character", TAB),
    ("did not find expected comment or line break", BLOCK_HEAD),
    ("found an indentation indicator equal to 0", BLOCK_HEAD),
    ("did not find expected alphabetic or numeric character", Complaint("a text cannot start with `&` or `*`", QUOTE)),
)  # fmt: skip
INSIDE_BRACKETS = ("did not find expected ',' or '}'", "did not find expected ',' or ']'")
COLON_IN_TEXT = Complaint("a colon followed by a space stands inside a text", QUOTE)
END_OF_VALUE = (
    "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>",
)  # fmt: skip


def plain_words(text: str, error: MarkedYAMLError) -> Complaint:
    """What the error says to the person who wrote the file."""
    problem = error.problem or "the file cannot be read"
    told_by_place = _told_by_place(problem, error.context or "", *_around(text, error))
    if told_by_place is not None:
        return told_by_place
    if problem.startswith(INSIDE_BRACKETS) and _colon_on_the_line_of_its_bracket(text, error):
        return COLON_IN_TEXT
    complaint = next((complaint for start, complaint in WORDS if problem.startswith(start)), Complaint(problem))
    return _opened(complaint, error)


def _colon_on_the_line_of_its_bracket(text: str, error: MarkedYAMLError) -> bool:
    """Where the bracket was opened on another line, it is more likely that it was never closed."""
    opened, found = error.context_mark, error.problem_mark
    return opened is not None and found is not None and opened.line == found.line and _around(text, error)[1] == ":"


def _told_by_place(problem: str, context: str, before: str, character: str) -> Complaint | None:
    """What the scanner's own words alone do not tell; `before` is the line up to the `character` it stumbled over."""
    if character == "\t" and not before.strip(" \t-?:"):
        return TAB
    if "cannot start any token" in problem:
        shown = "a backtick" if character == "`" else f"`{character}`"
        return Complaint(f"a text cannot start with {shown}", QUOTE)
    if context.endswith("a tag") or "tag handle" in problem:
        return TAG
    if "directive" in f"{context} {problem}":
        return DIRECTIVE
    return GOES_ON if problem.startswith(END_OF_VALUE) and before.strip(" -") else None


def _around(text: str, error: MarkedYAMLError) -> tuple[str, str]:
    """The line up to where the error is, and the character there."""
    mark = error.problem_mark
    if mark is None:
        return "", ""
    line = line_of(text, mark.line + 1)
    return line[: mark.column], line[mark.column : mark.column + 1]


def opened_above(complaint: Complaint, error: MarkedYAMLError) -> Mark | None:
    """The bracket or quotation mark, where it stands on a line before the one on which the scanner notices the trouble."""
    opened, noticed = error.context_mark, error.problem_mark
    if NOT_ENDED not in complaint.message or opened is None or noticed is None or opened.line >= noticed.line:
        return None
    return opened


def _opened(complaint: Complaint, error: MarkedYAMLError) -> Complaint:
    if complaint is NOT_CLOSED or error.problem_mark is None or opened_above(complaint, error) is None:
        return complaint  # a quoted text goes on to the file's end, which tells nothing
    return complaint._replace(message=f"{complaint.message}; that shows only on line {error.problem_mark.line + 1}")

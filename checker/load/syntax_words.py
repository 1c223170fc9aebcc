"""The YAML scanner's complaints in words for people who do not know its grammar. Part of `load`."""

from yaml import MarkedYAMLError

from checker.model.position import line_of

WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon followed by a space starts a value here, where none can stand",
     "quote the whole text if the colon belongs to it, or mend the indentation"),
    ("could not find expected ':'", "this line has a key without a colon", "write `key: value`"),
    ("did not find expected ',' or ']'", "a list in square brackets is not closed", "add the missing `,` or `]`"),
    ("did not find expected ',' or '}'", "a mapping in curly brackets is not closed", "add the missing `,` or `}`"),
    ("did not find expected key", "the indentation of this line does not fit the lines above",
     "align it with the other keys of its block"),
    ("did not find expected '-' indicator", "the indentation of this line does not fit the list above",
     "align it with the other `-` of its list"),
    ("found unexpected end of stream", "a quoted text is not closed", "add the missing quotation mark"),
    ("did not find expected node content", "a value is missing here", "write one, or delete the comma or bracket"),
    ("block sequence entries are not allowed", "a list cannot start here", "put the `-` on a line of its own"),
    ("found unknown escape character", "a backslash in double quotes starts an escape that YAML does not know",
     "use single quotes, or write the backslash twice"),
    ("did not find expected <document start>", "the file goes on after its only value has ended",
     "mend the indentation of this line"),
)  # fmt: skip


def plain_words(text: str, error: MarkedYAMLError) -> tuple[str, str]:
    """What is wrong, and what to write instead (may be empty)."""
    problem = error.problem or "this is no YAML"
    mark = error.problem_mark
    character = line_of(text, mark.line + 1)[mark.column : mark.column + 1] if mark else ""
    if character == "\t":
        return "a tab is used as indentation", "use spaces"
    if "cannot start any token" in problem:
        return f"a value cannot start with `{character}`", "quote the text"
    for start, message, remedy in WORDS:
        if problem.startswith(start):
            opened = error.context_mark
            since = f" (opened on line {opened.line + 1})" if opened and "not closed" in message else ""
            return message + since, remedy
    return problem, ""

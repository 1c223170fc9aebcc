"""Each tutorial, followed as a reader would: every command is run, every file written, and what the page shows is what is said.

`UPDATE_TUTORIALS=1` writes what is said into the pages; look at the diff afterwards.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import checker
from tutorials import Command, Edit, Reader, is_said, parts, reader, rewritten
from workspaces import PROJECT

DOCS = PROJECT / "docs"
UPDATES = "UPDATE_TUTORIALS" in os.environ


def sample(folder: Path) -> None:
    """A copy of the repository, as far as the checker looks at it."""
    for name in ("standards", "markets"):
        shutil.copytree(PROJECT / name, folder / name)


def nothing(folder: Path) -> None:
    """A folder beside a copy of this repository."""
    folder.mkdir()
    shutil.copytree(PROJECT / "templates", folder.parent / "process-standard-checker" / "templates")


TUTORIALS: dict[str, Callable[[Path], None]] = {
    "first-hour.md": sample,
    "first-standard.md": sample,
    "first-gate.md": nothing,
    "sample-workspace.md": sample,
}


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_goes_as_its_page_says(name: str, tmp_path: Path) -> None:
    page = DOCS / name
    text = page.read_text()
    TUTORIALS[name](tmp_path / "cx")
    wrong, new, done = [], "", 0
    for part, said in follow(text, reader(tmp_path / "cx", tmp_path / "bin")):
        if not is_said(part.shown, said):
            wrong.append("\n".join([f"$ {part.text}", *(f"- {line}" for line in part.shown), *(f"+ {line}" for line in said)]))
        lines = rewritten(part.shown, said)
        new += text[done : part.start] + "".join(f"{line}\n" for line in lines)
        done = part.end
    assert done, "the page has no command"
    if UPDATES:
        page.write_text(new + text[done:])
    else:
        assert not wrong, "\n\n".join(wrong)


def follow(text: str, person: Reader) -> list[tuple[Command, list[str]]]:
    """Do what the page says, and give what each command said."""
    said = []
    for part in parts(text):
        if isinstance(part, Edit):
            person.write(part)
        else:
            said.append((part, person.run(part.text)))
    return said


# The walker itself: a page that says something else is found out.


PAGE = """
```console
$ checker rules --format json | head -n 1
{
$ ls
a.yaml
…
```

```yaml
# a.yaml, under `key:`
  more: 1
```
"""


def test_what_a_page_does_is_read_in_order() -> None:
    first, second, edit = parts(PAGE)
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert (first.text, first.shown) == ("checker rules --format json | head -n 1", ("{",))
    assert (second.text, second.shown) == ("ls", ("a.yaml", "…"))
    assert PAGE[second.start : second.end] == "a.yaml\n…\n"
    assert edit == Edit("a.yaml", "under", "key:", "  more: 1\n")


@pytest.mark.parametrize(
    ("shown", "said", "fits"),
    [
        ("a b", "a b", True),
        ("a", "a b", False),
        ("a b", "a", False),
        ("a … c", "a b b c", True),
        ("a … c", "a c", False),
        ("a … c", "a b d", False),
        ("a …", "a b", True),
        ("1a2b3c4", "9f8e7d6", True),
        ("1a2b3c4", "other", False),
    ],
)
def test_shown_and_said_are_held_together_line_by_line(shown: str, said: str, fits: bool) -> None:
    assert is_said(shown.split(), said.split()) is fits


def test_a_rewritten_page_shows_what_is_said_and_leaves_out_as_much() -> None:
    assert rewritten(["x", "…", "z"], ["a", "b", "c", "d"]) == ["a", "…", "d"]
    assert rewritten(["x"], ["a", "b"]) == ["a", "b"]
    assert rewritten(["x", "…", "z"], ["a", "b"]) == ["a", "b"]


def test_files_are_written_and_edited_where_the_page_says(tmp_path: Path) -> None:
    person = reader(tmp_path / "cx", tmp_path / "bin")
    person.write(Edit("a/b.yaml", "whole", "", "# a/b.yaml\nkey:\n  one: 1\n"))
    person.write(Edit("a/b.yaml", "under", "key:", "  zero: 0\n"))
    person.write(Edit("a/b.yaml", "instead of", "one: 1", "  one: 2\n"))
    person.write(Edit("a/b.yaml", "at the end", "", "last: 3\n"))
    assert (tmp_path / "cx/a/b.yaml").read_text() == "# a/b.yaml\nkey:\n  zero: 0\n  one: 2\nlast: 3\n"


# What the pages show beside commands.


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_for_each_shell_is_the_one_that_click_listens_to(shell: str) -> None:
    assert f"_CHECKER_COMPLETE={shell}_source checker" in (DOCS / "first-hour.md").read_text()


def test_the_editors_line_is_the_one_that_the_command_shows() -> None:
    (line,) = re.findall(r'"yaml\.schemas": \{.*?\}', (DOCS / "first-hour.md").read_text())
    assert line in checker("schema", "--help").out

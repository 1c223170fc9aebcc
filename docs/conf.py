"""The documentation site, built by `make docs`: Sphinx over the Markdown of this folder. It fetches nothing."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from _from_code import commands, documents, outputs, rules

from checker.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Process-standard checker"
version = release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["_*"]

myst_heading_anchors = 4
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # a transcript holds more than its colours know
highlight_language = "text"
smartquotes = False  # `--strict` has two hyphens

html_theme = "furo"
html_show_search_summary = False  # a page opened by double click may not read the others
html_title = "Process-standard checker"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_search_scorer = str(Path(__file__).parent / "_search" / "scorer.js")  # Sphinx looks from where it was started
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"navigation_with_keys": True}

PAGES = {"rules": rules.page, "documents": documents.page, "commands": commands.page, "outputs": outputs.page}
FROM_CODE = re.compile(r"^<!-- from code: (\w+) -->$", re.MULTILINE)


def fill(_app: "Sphinx", _name: str, text: list[str]) -> None:
    """Put what the code says where a page asks for it."""
    text[0] = FROM_CODE.sub(lambda asked: PAGES[asked[1]](), text[0])


def reach(_app: "Sphinx", _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Let a keyboard scroll what is wide, and a screen reader know the rank of the navigation's headings."""
    body = str(context.get("body", "")).replace("<pre>", '<pre tabindex="0">')
    context["body"] = body.replace('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper')
    navigation = str(context.get("furo_navigation_tree", ""))
    context["furo_navigation_tree"] = navigation.replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: "Sphinx") -> None:
    app.connect("source-read", fill)
    app.connect("html-page-context", reach, priority=900)  # behind the theme's own

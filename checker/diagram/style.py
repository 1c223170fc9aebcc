"""How drawings look: one stylesheet for a page with many of them, one for a file of its own. Part of `diagram`.

Lines have 3:1 on their ground and words 4.5:1, in both themes. No state is told by colour alone: each has its own
line, sign and word.
"""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "surface": "#ffffff", "band": "#f2f4f7", "rule": "#d5dbe2", "ink": "#17212b", "muted": "#4f5b68", "line": "#66727f",
    "outline": "#66727f", "box": "#ffffff", "lit": "#1c4f8f", "glow": "#9cc2f5",
    "added": "#0b6e5f", "added-ground": "#dcf3ee", "removed": "#ad1f1a", "removed-ground": "#fdeceb",
    "moved": "#5a45b0", "moved-ground": "#ece8fa", "amber": "#8a5a00", "amber-ground": "#fdf0d2",
    "replaced": "#0f5a7c", "replaced-ground": "#e0f0f8",
}  # fmt: skip
DARK: Mapping[str, str] = {
    "surface": "#161d26", "band": "#1d2631", "rule": "#33404e", "ink": "#e8edf3", "muted": "#a9b5c2", "line": "#8e9cab",
    "outline": "#8e9cab", "box": "#232e3a", "lit": "#8dbbff", "glow": "#2f5d99",
    "added": "#5fd0b5", "added-ground": "#123630", "removed": "#ff8a7d", "removed-ground": "#3f1c1a",
    "moved": "#b9a8ff", "moved-ground": "#2d2754", "amber": "#f0bb55", "amber-ground": "#3f3010",
    "replaced": "#83c8ea", "replaced-ground": "#12344a",
}  # fmt: skip
FORCED: Mapping[str, str] = {
    **dict.fromkeys(LIGHT, "CanvasText"),
    **{name: "Canvas" for name in LIGHT if name.endswith("ground") or name in ("surface", "band", "box")},
    "lit": "Highlight", "glow": "Highlight",
}  # fmt: skip
FONTS = '"Segoe UI",-apple-system,Inter,"Noto Sans",Roboto,"Helvetica Neue",Arial,sans-serif'

RULES = f"""
.flow{{background:var(--flow-surface);font-family:{FONTS}}}
.flow text{{fill:var(--flow-ink);font-size:11.5px;text-anchor:middle}}
.flow .flow-title{{font-size:16px;font-weight:650;text-anchor:start}}
.flow .flow-lane-name{{fill:var(--flow-muted);font-weight:600;text-anchor:start}}
.flow .flow-small{{font-size:11px}}
.flow .flow-note{{font-size:11px;font-weight:600;text-anchor:start}}
.flow .flow-key{{font-size:11.5px;text-anchor:start}}
.flow-ground{{fill:var(--flow-surface)}}
.flow-band{{fill:var(--flow-surface)}}
.flow-band-even{{fill:var(--flow-band)}}
.flow-rule{{fill:none;stroke:var(--flow-rule)}}
.flow-shape{{fill:var(--flow-box);stroke:var(--flow-outline);stroke-width:1.25}}
.flow-inner,.flow-sign,.flow-clock{{fill:none;stroke:var(--flow-outline);stroke-width:1.25}}
.flow-sign{{stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}}
.flow-dot{{fill:var(--flow-line)}}
.flow-line{{fill:none;stroke:var(--flow-line);stroke-width:1.4}}
.flow-tip{{fill:var(--flow-line)}}
.flow .flow-label{{fill:var(--flow-muted);font-size:11px}}
.flow-is-end .flow-shape{{stroke-width:2}}
.flow-glow{{fill:none;stroke:var(--flow-glow);stroke-width:7;stroke-linejoin:round}}
.flow-is-lit .flow-line{{stroke:var(--flow-lit);stroke-width:2.4}}
.flow-is-lit .flow-tip{{fill:var(--flow-lit)}}
.flow .flow-is-lit .flow-label{{fill:var(--flow-lit);font-weight:600}}
"""

# Each state's colour, the line around its boxes and the line of its arrows.
STATES: Mapping[str, tuple[str, str]] = {
    "added": ("added", "stroke-width:2.2"),
    "removed": ("removed", "stroke-width:1.6;stroke-dasharray:5 3"),
    "moved": ("moved", "stroke-width:2;stroke-dasharray:14 3"),
    "retyped": ("amber", "stroke-width:1.6"),
    "changed": ("amber", "stroke-width:1.8;stroke-dasharray:2 2.5"),
    "replaced": ("replaced", "stroke-width:1.8;stroke-dasharray:9 3 2 3"),
}


_OWN = f":is({','.join(f'.flow-is-{state}' for state in STATES)})"
_OF_LINES = ":is(.flow-is-added,.flow-is-removed)"
_STATES = f"""{_OWN} .flow-shape{{fill:var(--flow-own-ground);stroke:var(--flow-own)}}
{_OWN} :is(.flow-inner,.flow-sign,.flow-clock){{stroke:var(--flow-own)}}
.flow {_OWN} .flow-note{{fill:var(--flow-own)}}
{_OF_LINES} .flow-line{{stroke:var(--flow-own)}}
{_OF_LINES} .flow-tip{{fill:var(--flow-own)}}
.flow {_OF_LINES} .flow-label{{fill:var(--flow-own)}}
.flow .flow-is-removed :is(.flow-name,.flow-label){{text-decoration:line-through}}
"""


def _state_rules(state: str) -> str:
    """What a state has of its own: a colour, and lines."""
    colour, line = STATES[state]
    mine = f".flow-is-{state}"
    lines = f"{mine} :is(.flow-shape,.flow-line)" if state in ("added", "removed") else f"{mine} .flow-shape"
    return f"{mine}{{--flow-own:var(--flow-{colour});--flow-own-ground:var(--flow-{colour}-ground)}}\n{lines}{{{line}}}\n"


def _colours(colours: Mapping[str, str]) -> str:
    return "".join(f"--flow-{name}:{colour};" for name, colour in colours.items())


_DRAWING = RULES.strip() + "\n" + _STATES + "".join(_state_rules(state) for state in STATES)
_ALWAYS = (
    f"@media print{{.flow{{{_colours(LIGHT)}print-color-adjust:exact}}}}\n"
    f"@media (forced-colors:active){{.flow{{{_colours(FORCED)}forced-color-adjust:none}}}}\n"
)

# For a page: light or dark by `data-theme` on its root element, else by the reader's system. A drawing that stands in a
# `<symbol>` is in a `<g class="flow-symbol">`: where it is used, browsers match no selector against what is around it.
STYLE = (
    f".flow{{{_colours(LIGHT)}}}\n"
    f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]) .flow{{{_colours(DARK)}}}}}\n'
    f':root[data-theme="dark"] .flow{{{_colours(DARK)}}}\n'
    f"{_DRAWING.replace('.flow ', ':is(.flow,.flow-symbol) ')}{_ALWAYS}"
)

# For a file of its own.
FILE_STYLE = f".flow{{{_colours(LIGHT)}}}\n@media (prefers-color-scheme:dark){{.flow{{{_colours(DARK)}}}}}\n{_DRAWING}{_ALWAYS}"

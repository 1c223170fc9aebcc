"""Flows as swim-lane drawings: a layered layout to static SVG."""

from checker.diagram.arrange import layout
from checker.diagram.picture import Arrow, Box, Layout, Picture
from checker.diagram.style import STYLE
from checker.diagram.svg import render_svg

__all__ = ["STYLE", "Arrow", "Box", "Layout", "Picture", "layout", "render_svg"]

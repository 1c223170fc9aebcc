"""The version of the tool; the distribution takes it from here. Part of `model` in the drawing."""

__version__ = "0.1.0"

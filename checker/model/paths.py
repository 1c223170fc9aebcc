"""Paths of a workspace that more than one stage names, relative to its root and with `/`. Part of `model`."""

CATALOGUE_PATH = "standards/catalogue.yaml"

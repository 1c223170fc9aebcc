"""Bytes → documents with positions → one workspace. The only home of YAML."""

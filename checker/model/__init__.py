"""Frozen values: documents, facts of a workspace, findings, the report."""

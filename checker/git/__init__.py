"""Reads commits of a git repository; the only home of subprocess. Never checks out, never writes, never fetches."""

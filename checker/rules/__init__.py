"""Judgements: one module a rule, its docstring the manual page."""

"""Output formats: one module each, `render(report) -> str`; the command line offers what is here."""

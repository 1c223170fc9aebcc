"""The only part that knows every stage: load → align → judge → decide → report."""

"""Pure algorithms on flows."""

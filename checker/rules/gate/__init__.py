"""Rules about a change itself, under `--base`. Part of `rules`."""

"""How standards change over their versions: pure functions on models, which know no files, markets or formats."""

"""Pages of the reference, made from the code when the site is built, so that they say what the code does."""

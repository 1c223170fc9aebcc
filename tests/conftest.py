"""Makes `workspaces` importable from every folder of tests (pytest puts the folder of a conftest on the path)."""

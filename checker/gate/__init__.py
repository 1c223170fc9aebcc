"""What a change makes of a workspace: what is new, what it loosens, what it may not decide itself.

A stage of pure functions over two workspaces or their findings, and a description of the change. Knows no git.
"""

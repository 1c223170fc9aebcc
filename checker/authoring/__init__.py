"""Files as a person would write them: new ones with what is known filled in, and mended ones.

Beside the front door, above the pipeline: it reads workspaces, and checks what it wrote. Writes nothing to disk itself.
"""

"""Whether a repository is set up so that the gate holds: owners, workflow, version, reports. Pure; reads no file."""

"""`checker schema`. Part of `cli`."""

from pathlib import Path

import click

from checker.cli.completion import schema_names as known_schemas
from checker.cli.files import make_folder, replace_file, shown_path
from checker.cli.options import place_of, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.load.workspace import WorkspaceFiles
from checker.model.nearest import did_you_mean
from checker.pipeline.run import read_programme
from checker.schemas.collection import ENDING, schema_names, schema_text
from checker.schemas.outputs import OUTPUTS


@click.command(
    "schema",
    epilog="""\b
Examples:
  checker schema                            what there is
  checker schema --write                    writes all of them to schemas/
  checker schema variant/voice-support-1.1.0    one of them
  checker schema report                     of `checker check --format json`
  checker schema history                    of `checker history --format json`, and likewise of every other command

\b
One line in the settings of an editor's YAML support (VS Code, Neovim, JetBrains and others):
  "yaml.schemas": {"schemas/document.schema.json": ["standards/*/**/*.yaml", "standards/catalogue.yaml", "markets/**/*.yaml"]}
""",
)
@click.argument("name", required=False, shell_complete=known_schemas)
@workspace_options
@click.option("--write", "writes", is_flag=True, help="Write the schemas of documents, and of the report.")
@click.option("--output", type=click.Path(path_type=Path), help="The folder to write to (default: schemas/ of the workspace).")
def command(
    *, name: str | None, root: Path | None, standards: Path | None, as_of: object, writes: bool, output: Path | None
) -> None:
    """Show or write JSON Schemas (2020-12): of documents for editors, and of every JSON output for programs.

    They are made from the standards: an editor that knows them offers the ids, values and reasons that exist, shows the
    standard's words beside each, and underlines what the standard does not allow. Write them again after a release.
    """
    del as_of
    place = place_of(root, standards, None)
    known = schema_names(read_programme(WorkspaceFiles(place.root, place.standards)))
    every = {**known, **OUTPUTS}
    if name is not None and name.removesuffix(ENDING) not in every:
        raise UsageError(f"there is no schema `{name}`{did_you_mean(name, every)}")
    if name is not None:
        write(schema_text(every[name.removesuffix(ENDING)]()))
    elif writes:
        folder = output or place.root / "schemas"
        for each, make in known.items():
            file = folder / f"{each}{ENDING}"
            make_folder(file.parent)
            replace_file(file, (schema_text(make()).encode(),))
        shown = shown_path(folder)
        write(f"{shown} has {len(known)} schemas; tell the editor of document{ENDING}, as `checker schema --help` shows\n")
    else:
        write(
            "".join(f"{each}\n" for each in every)
            + "`checker schema NAME` shows one; `--write` writes those of documents, and report.\n"
        )

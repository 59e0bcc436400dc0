"""``trackside store ...``: the database as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from trackside.cli.options import print_table, shown_bytes, tracking_uri


@click.group()
def store() -> None:
    """Check, tidy up, back up and move a store."""


@store.command()
@click.option("--repair", is_flag=True, help="Write anew what follows from the points: summaries.")
@tracking_uri
def check(repair: bool, tracking_uri: str | None) -> None:
    """Read all of a store and say what is damaged; exit code 1 if anything is."""
    from trackside.lifecycle.checking import check_store
    from trackside.opening import get_tracking_uri

    report = check_store(tracking_uri or get_tracking_uri(), repair=repair)
    if report.repaired:
        click.echo(f"mended {report.repaired} series")
    for notice in report.notices:
        click.echo(f"note: {notice}")
    for fault in report.faults:
        advice = " (--repair mends it)" if fault.is_repairable else ""
        click.echo(f"DAMAGED: {fault.message}{advice}")
    if not report.is_sound:
        raise click.ClickException(f"The store has {len(report.faults)} fault(s).")
    click.echo("The store is sound.")


@store.command()
@tracking_uri
def vacuum(tracking_uri: str | None) -> None:
    """Give the space of what was deleted back to the disk; others wait meanwhile."""
    from trackside.lifecycle.moving import sql_store

    before, after = sql_store(tracking_uri).vacuum()
    click.echo(f"{shown_bytes(before)} before, {shown_bytes(after)} after")


@store.command()
@tracking_uri
def info(tracking_uri: str | None) -> None:
    """Say where a store lies, how large it is and what it holds."""
    from trackside.lifecycle.moving import sql_store

    found = sql_store(tracking_uri)
    click.echo(f"address    {found.url}")
    click.echo(f"artifacts  {found.artifact_root}")
    click.echo(f"database   {shown_bytes(found.size())}")
    print_table(("table", "rows"), [(name, count) for name, count in found.row_counts().items()])


@store.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--artifacts/--no-artifacts", default=True, show_default=True, help="Files of runs, too."
)
@tracking_uri
def export(folder: Path, artifacts: bool, tracking_uri: str | None) -> None:
    """Write a backup of a store into a new FOLDER; others may log meanwhile."""
    from trackside.lifecycle.backup import export_store

    backup = export_store(folder, tracking_uri, with_artifacts=artifacts)
    click.echo(
        f"{sum(backup.rows.values())} rows and {backup.files} files ({shown_bytes(backup.file_bytes)})"
        f" are in {backup.folder}"
    )


@store.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "target", required=True, help="Address of the new store.")
@click.option(
    "--artifact-root", help="Where the files go. Default: where the new store keeps them."
)
def restore(folder: Path, target: str, artifact_root: str | None) -> None:
    """Build the store of the backup in FOLDER in an empty store of any database."""
    from trackside.lifecycle.backup import restore_store

    backup = restore_store(folder, target, artifact_root)
    click.echo(
        f"{sum(backup.rows.values())} rows and {backup.files} files ({shown_bytes(backup.file_bytes)})"
        " are restored"
    )


@store.command()
@click.option("--from", "source", required=True, help="Address of the store as it is.")
@click.option("--to", "target", required=True, help="Address of an empty store.")
def move(source: str, target: str) -> None:
    """Copy a store into another database; the old one and all files stay where they are."""
    from trackside.lifecycle.moving import move_store

    counts = move_store(source, target)
    click.echo(
        f"{counts['experiments']} experiments, {counts['runs']} runs and {counts['segments']} pieces of"
        " metric histories are there"
    )

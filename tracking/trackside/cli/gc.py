"""``trackside gc``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trackside.cli.options import shown_bytes, split_ids, tracking_uri

if TYPE_CHECKING:
    from trackside.lifecycle.emptying import Emptied
    from trackside.store.lifecycle import Binned


@click.command()
@click.option(
    "--older-than", help="Only what was deleted longer ago than this, such as 30d or 1d2h3m4s."
)
@click.option("--run-ids", help="Only these runs; ids with commas between them.")
@click.option("--experiment-ids", help="Only these experiments, with all runs in them.")
@click.option("--logged-model-ids", help="Only these logged models.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@tracking_uri
def gc(
    older_than: str | None,
    run_ids: str | None,
    experiment_ids: str | None,
    logged_model_ids: str | None,
    dry_run: bool,
    tracking_uri: str | None,
) -> None:
    """Delete for good what lies in the bin: runs, experiments, logged models, with their files.

    What a version in the model registry or an active run needs is kept. Others may log meanwhile.
    """
    from trackside.client import Client
    from trackside.lifecycle.moving import sql_store

    sql_store(tracking_uri)
    emptied = Client(tracking_uri).gc(
        older_than,
        split_ids(run_ids),
        split_ids(experiment_ids),
        split_ids(logged_model_ids),
        dry_run=dry_run,
    )
    _report(emptied)
    if emptied.problems:
        raise click.exceptions.Exit(1)


def _report(emptied: Emptied) -> None:
    verb = "would be deleted" if emptied.is_dry_run else "deleted"
    for thing in emptied.gone:
        click.echo(f"{_name(thing)} {verb}")
    for thing in emptied.kept:
        click.echo(f"{_name(thing)} kept: {thing.kept_because}")
    size = shown_bytes(emptied.artifact_bytes)
    click.echo(f"{len(emptied.gone)} {verb}, {len(emptied.kept)} kept; artifacts: {size}")
    if emptied.shared_bytes:
        click.echo(f"shared content that nobody uses any more: {shown_bytes(emptied.shared_bytes)}")
    for problem in emptied.problems:
        click.echo(f"Warning: {problem}", err=True)


def _name(thing: Binned) -> str:
    return f"{thing.kind} {thing.id} ({thing.name})"

"""``trackside runs ...``, as ``mlflow runs``."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import click

from trackside.cli.options import experiment_id, print_table, tracking_uri, view, view_type

_run_id = click.option("--run-id", required=True, help="Id of the run.")


@click.group()
def runs() -> None:
    """List, describe, delete and restore runs."""


@runs.command("list")
@experiment_id
@view
@tracking_uri
def list_runs(experiment_id: str, view: str, tracking_uri: str | None) -> None:
    """List the runs of an experiment, the newest first."""
    from trackside.client import Client

    client, token = Client(tracking_uri), None
    rows: list[tuple[object, ...]] = []
    while True:
        page = client.search_runs([experiment_id], "", view_type(view), page_token=token)
        rows += [
            (_time(run.info.start_time), run.info.status, run.info.run_name, run.info.run_id)
            for run in page
        ]
        token = page.token
        if token is None:
            break
    print_table(("started (UTC)", "status", "name", "id"), rows)


@runs.command()
@_run_id
@tracking_uri
def describe(run_id: str, tracking_uri: str | None) -> None:
    """Write all of a run as JSON."""
    from trackside.client import Client

    run = Client(tracking_uri).get_run(run_id)
    click.echo(json.dumps(run.to_dictionary(), indent=4, default=str))


@runs.command()
@_run_id
@tracking_uri
def delete(run_id: str, tracking_uri: str | None) -> None:
    """Move a run to the bin."""
    from trackside.client import Client

    Client(tracking_uri).delete_run(run_id)
    click.echo(f"Run with ID {run_id} has been deleted.")


@runs.command()
@_run_id
@tracking_uri
def restore(run_id: str, tracking_uri: str | None) -> None:
    """Take a run out of the bin."""
    from trackside.client import Client

    Client(tracking_uri).restore_run(run_id)
    click.echo(f"Run with id {run_id} has been restored.")


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")

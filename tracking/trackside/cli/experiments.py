"""``trackside experiments ...``, as ``mlflow experiments``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from trackside.cli.options import experiment_id, print_table, tracking_uri, view, view_type
from trackside.errors import NotFound


@click.group()
def experiments() -> None:
    """List, make, rename, delete and restore experiments."""


@experiments.command("search")
@view
@click.option("--max-results", type=int, help="How many at most. Default: all.")
@tracking_uri
def search(view: str, max_results: int | None, tracking_uri: str | None) -> None:
    """List experiments, the newest first; also called ``list``."""
    from trackside.client import Client

    client, token = Client(tracking_uri), None
    rows: list[tuple[object, ...]] = []
    while True:
        wanted = 1000 if max_results is None else min(1000, max_results - len(rows))
        page = client.search_experiments(view_type(view), wanted, page_token=token)
        rows += [(each.experiment_id, each.name, each.artifact_location) for each in page]
        token = page.token
        if token is None or len(rows) == max_results:
            break
    print_table(("id", "name", "artifacts"), rows)


experiments.add_command(search, "list")


@experiments.command()
@click.option("-x", "--experiment-id", help="Id of the experiment.")
@click.option("-n", "--experiment-name", help="Or its name.")
@click.option("--output", type=click.Choice(["table", "json"]), default="table", show_default=True)
@tracking_uri
def get(
    experiment_id: str | None, experiment_name: str | None, output: str, tracking_uri: str | None
) -> None:
    """Say all that is known of an experiment, also of one in the bin."""
    from trackside.client import Client

    if (experiment_id is None) == (experiment_name is None):
        raise click.UsageError("Give one of --experiment-id and --experiment-name.")
    client = Client(tracking_uri)
    found = (
        client.get_experiment(experiment_id)
        if experiment_id is not None
        else client.get_experiment_by_name(str(experiment_name))
    )
    if found is None:
        raise NotFound(f"There is no experiment of the name {experiment_name!r}.")
    values = asdict(found)
    if output == "json":
        click.echo(json.dumps(values, indent=2, default=str))
    else:
        print_table(("field", "value"), list(values.items()))


@experiments.command()
@click.option("-n", "--experiment-name", required=True, help="Name of the new experiment.")
@click.option("-l", "--artifact-location", help="Where its runs keep their files.")
@tracking_uri
def create(experiment_name: str, artifact_location: str | None, tracking_uri: str | None) -> None:
    """Make an experiment."""
    from trackside.client import Client

    created = Client(tracking_uri).create_experiment(experiment_name, artifact_location)
    click.echo(f"Created experiment '{experiment_name}' with id {created}")


@experiments.command()
@experiment_id
@click.option("--new-name", required=True, help="Its name from now on.")
@tracking_uri
def rename(experiment_id: str, new_name: str, tracking_uri: str | None) -> None:
    """Give an active experiment another name."""
    from trackside.client import Client

    Client(tracking_uri).rename_experiment(experiment_id, new_name)
    click.echo(f"Experiment with id {experiment_id} has been renamed to '{new_name}'.")


@experiments.command()
@experiment_id
@tracking_uri
def delete(experiment_id: str, tracking_uri: str | None) -> None:
    """Move an experiment and its runs to the bin."""
    from trackside.client import Client

    Client(tracking_uri).delete_experiment(experiment_id)
    click.echo(f"Experiment with id {experiment_id} has been deleted.")


@experiments.command()
@experiment_id
@tracking_uri
def restore(experiment_id: str, tracking_uri: str | None) -> None:
    """Take an experiment and its runs out of the bin."""
    from trackside.client import Client

    Client(tracking_uri).restore_experiment(experiment_id)
    click.echo(f"Experiment with id {experiment_id} has been restored.")


@experiments.command()
@experiment_id
@click.option("-o", "--filename", help="File to write. Default: the screen.")
@tracking_uri
def csv(experiment_id: str, filename: str | None, tracking_uri: str | None) -> None:
    """Write the runs of an experiment as CSV."""
    import trackside

    if tracking_uri:
        trackside.set_tracking_uri(tracking_uri)
    trackside.get_experiment(experiment_id)
    frame = trackside.search_runs([experiment_id])
    frame.to_csv(filename or sys.stdout, index=False)
    if filename:
        click.echo(
            f"Experiment with ID {experiment_id} has been exported as a CSV to file: {filename}."
        )

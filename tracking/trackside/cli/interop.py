"""``trackside import`` and ``trackside export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trackside.cli.options import tracking_uri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.interop.report import Report

_EXPERIMENTS = click.option(
    "-e",
    "--experiment",
    "experiments",
    multiple=True,
    help="Only this experiment, by name or id, without the registry; may be repeated.",
)


@click.command("import")
@click.argument("source")
@_EXPERIMENTS
@click.option(
    "--copy-artifacts",
    is_flag=True,
    help="Copy the files of runs and models, too; else they stay where they are.",
)
@click.option("--tensorboard", is_flag=True, help="SOURCE is a folder of TensorBoard event files.")
@tracking_uri
def import_(
    source: str,
    experiments: Sequence[str],
    copy_artifacts: bool,
    tensorboard: bool,
    tracking_uri: str | None,
) -> None:
    """Bring what MLflow holds into a store; again, to bring what is new since.

    SOURCE is MLflow's folder ('mlruns'), its database ('mlflow.db', 'postgresql://...') or its
    server ('http://...').
    """
    from trackside.interop import import_from, import_tensorboard

    if tensorboard:
        _show(import_tensorboard(source, tracking_uri, copy_artifacts=copy_artifacts))
    else:
        _show(
            import_from(
                source,
                tracking_uri,
                experiments=experiments or None,
                copy_artifacts=copy_artifacts,
            )
        )


@click.command()
@click.argument("target")
@_EXPERIMENTS
@tracking_uri
def export(target: str, experiments: Sequence[str], tracking_uri: str | None) -> None:
    """Write what a store holds to MLflow; again, to write what is new since.

    TARGET is a MLflow database ('mlflow.db', 'postgresql://...'), which keeps ids and times, or a
    MLflow server ('http://...'), which gives new ids.
    """
    from trackside.interop import export_to

    _show(export_to(target, tracking_uri, experiments=experiments or None))


def _show(report: Report) -> None:
    click.echo(str(report))
    if report.problems:
        raise click.exceptions.Exit(1)

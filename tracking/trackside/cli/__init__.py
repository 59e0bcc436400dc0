"""The command ``trackside``; one file a group of subcommands, loaded when it is called.

Another group is a file with a click command in it and a line in ``COMMANDS``; other packages add
theirs by the entry point ``trackside.commands``, as our server does.
"""

from __future__ import annotations

import importlib
from importlib.metadata import entry_points
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import click

from trackside.errors import TracksideException
from trackside.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import EntryPoint

# Name -> (module, what the list of commands says). The module holds the command under that name,
# with `_` behind a word of Python's.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "experiments": (
        "trackside.cli.experiments",
        "List, make, rename, delete and restore experiments.",
    ),
    "export": ("trackside.cli.interop", "Write what a store holds to MLflow."),
    "gc": ("trackside.cli.gc", "Delete for good what lies in the bin."),
    "import": ("trackside.cli.interop", "Bring what MLflow or TensorBoard holds into a store."),
    "runs": ("trackside.cli.runs", "List, describe, delete and restore runs."),
    "store": ("trackside.cli.store", "Check, tidy up, back up and move a store."),
}


# What the list says of them, without loading a web server.
_OF_OUR_SERVER: Mapping[str, str] = {
    "server": "Serve a store to a team, by MLflow's protocol.",
    "server-password": "Print the line of a file for `server --users`.",
}


def _added() -> Iterable[EntryPoint]:
    return entry_points(group="trackside.commands")


class Commands(click.Group):
    """Loads a command when it is called, and says what went wrong in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of all commands."""
        return sorted({*COMMANDS, *(point.name for point in _added())})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """Return a command, loading its module; None for an unknown one."""
        if cmd_name not in COMMANDS:
            points = [point for point in _added() if point.name == cmd_name]
            return points[0].load() if points else None
        module, _ = COMMANDS[cmd_name]
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self._summary(ctx, name)) for name in self.list_commands(ctx)]
            )

    def _summary(self, ctx: click.Context, name: str) -> str:
        if name in COMMANDS:
            return COMMANDS[name][1]
        if name in _OF_OUR_SERVER:
            return _OF_OUR_SERVER[name]
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=80) if command else ""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; our errors become one line on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except TracksideException as error:
            raise click.ClickException(error.message) from error


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="trackside")
def main() -> None:
    """Experiment tracking beside your notebook."""

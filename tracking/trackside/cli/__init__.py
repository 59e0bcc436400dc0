"""The command ``trackside``; one file a group of subcommands, loaded when it is called.

Another group is a file with a click command in it and a line in ``COMMANDS``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

from trackside.errors import TracksideException
from trackside.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

# Name -> (module, what the list of commands says). The module holds the command under that name.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "experiments": (
        "trackside.cli.experiments",
        "List, make, rename, delete and restore experiments.",
    ),
    "gc": ("trackside.cli.gc", "Delete for good what lies in the bin."),
    "runs": ("trackside.cli.runs", "List, describe, delete and restore runs."),
    "store": ("trackside.cli.store", "Check, tidy up, back up and move a store."),
}


class Commands(click.Group):
    """Loads a command when it is called, and says what went wrong in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """Return a command, loading its module; None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

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

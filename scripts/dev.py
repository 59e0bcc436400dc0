"""The project's commands, from a fresh clone: ``python3 scripts/dev.py lab``, ``... test``.

Needs Python 3.10+ and nothing else: what is missing (uv, Node.js, JupyterLab, a Chromium for the
browser tests) is installed by the ordinary package clients into ``.venv`` and ``node_modules``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
QUICKSTART = "examples/quickstart.ipynb"

PYTHON_LINT = ["ruff check .", "ruff format --check .", "mypy", "mypy tests"]
FRONT_END_LINT = ["npm run --silent lint", "npm run --silent types"]
JEST = "npm test --silent"


def attempt(*command: str | Path, folder: Path = ROOT) -> int:
    """Run a command with the environment's programs first on the path; return its exit code."""
    words = [str(word) for word in command]
    print(f"\n$ {' '.join(words)}", flush=True)
    return subprocess.run(found(words), cwd=folder, env=environ(), check=False).returncode


def found(words: list[str]) -> list[str]:
    """Return a command with the whole path of its program, the environment's before others."""
    return [shutil.which(words[0], path=environ()["PATH"]) or words[0], *words[1:]]


def environ() -> dict[str, str]:
    """Return the variables of a command: as of an activated environment."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(ENVIRONMENT)}


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Run a command as ``attempt`` does; stop if it fails."""
    if code := attempt(*command, folder=folder):
        sys.exit(code)


def run_side_by_side(*chains: list[str]) -> None:
    """Run chains of commands at the same time, each shown once it has ended; stop if one failed."""

    def follow(chain: list[str]) -> int:
        for command in chain:
            done = subprocess.run(
                found(command.split()),
                cwd=ROOT, env=environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
            print(f"\n$ {command}\n{done.stdout.decode(errors='replace')}", end="", flush=True)
            if done.returncode:
                return done.returncode
        return 0

    with ThreadPoolExecutor(len(chains)) as threads:
        codes = [*threads.map(follow, chains)]
    if any(codes):
        sys.exit(1)


def install(extra: str) -> None:
    """Make the environment and install the project into it, in place, with an extra's packages."""
    if not (BIN / "uv").exists() and not (BIN / "uv.exe").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        run(BIN / "python", "-m", "pip", "install", "--quiet", "uv")
    # The front end is built on the way, by the build hook, whenever its sources changed.
    project = ("--editable", f".[{extra}]")
    # uv is several times faster, but does not read what pip is told of mirrors and certificates.
    if attempt("uv", "pip", "install", "--python", BIN / "python", *project):
        print("\nuv could not; pip knows this machine's settings and takes longer.", flush=True)
        run(BIN / "python", "-m", "pip", "install", *project)


def install_node_modules(folder: Path) -> None:
    """Install the locked packages of ``folder`` unless they are there already."""
    lock, installed = folder / "package-lock.json", folder / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        run("npm", "ci", "--no-audit", "--no-fund", folder=folder)
        installed.touch()


def lab() -> None:
    """Open JupyterLab on the example notebook, with the sidebar beside it."""
    install("examples")
    # Containers have no other user, and Jupyter wants that to be said.
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # As the default address and not as an argument, so that the link in the terminal leads there.
    run("jupyter", "lab", f"--LabApp.default_url=/lab/tree/{QUICKSTART}", *as_root)


def lint() -> None:
    """Check style and types, Python and TypeScript."""
    run_side_by_side(PYTHON_LINT, FRONT_END_LINT)


def python_tests() -> None:
    """Run pytest, on two workers."""
    run("pytest", "--quiet", "--numprocesses", "2", "--dist", "loadfile")


def front_end_tests() -> None:
    """Run jest."""
    run(*JEST.split())


def browser_tests() -> None:
    """Run the stories in a real Chromium against a real JupyterLab."""
    install_node_modules(ROOT / "ui-tests")
    run("npx", "tsc", "--project", ".", folder=ROOT / "ui-tests")
    run("npx", "playwright", "test", folder=ROOT / "ui-tests")


def pictures() -> None:
    """Make the pictures of the documentation anew."""
    os.environ["TRACKSIDE_PICTURES"] = "1"
    install_node_modules(ROOT / "ui-tests")
    run("npx", "playwright", "test", "-g", "light and in the dark", folder=ROOT / "ui-tests")


def setup() -> None:
    """Install everything that the tests need."""
    install("test")
    install_node_modules(ROOT)


def test() -> None:
    """Set up and run every test: style and types, Python, TypeScript, browser."""
    started = time.monotonic()
    setup()
    run_side_by_side(PYTHON_LINT, [*FRONT_END_LINT, JEST])
    python_tests()
    browser_tests()
    print(f"\nEverything passed in {time.monotonic() - started:.0f} s.")


def bench() -> None:
    """Measure Trackside beside MLflow and print one table."""
    setup()
    run("python", "-m", "benchmarks")


COMMANDS = {
    "lab": lab,
    "test": test,
    "setup": setup,
    "lint": lint,
    "pytest": python_tests,
    "jest": front_end_tests,
    "ui": browser_tests,
    "pictures": pictures,
    "bench": bench,
}


def main() -> None:
    """Run the command that was asked for."""
    summary = "\n".join(
        f"  {name:<8}{(function.__doc__ or '').strip()}" for name, function in COMMANDS.items()
    )
    parser = argparse.ArgumentParser(
        description=f"Commands:\n{summary}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    COMMANDS[parser.parse_args().command]()


if __name__ == "__main__":
    main()

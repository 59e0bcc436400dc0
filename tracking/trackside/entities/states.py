"""The closed vocabularies of MLflow: run status, lifecycle stage, source type, view type."""

from __future__ import annotations

from typing import ClassVar


class RunStatus:
    """Status of a run; integers as on MLflow's wire, with their names as used everywhere else."""

    RUNNING = 1
    SCHEDULED = 2
    FINISHED = 3
    FAILED = 4
    KILLED = 5

    _NAMES: ClassVar[dict[int, str]] = {
        RUNNING: "RUNNING",
        SCHEDULED: "SCHEDULED",
        FINISHED: "FINISHED",
        FAILED: "FAILED",
        KILLED: "KILLED",
    }

    @staticmethod
    def to_string(status: int) -> str:
        """Return the name of ``status``; raises ``ValueError`` for an unknown number."""
        try:
            return RunStatus._NAMES[status]
        except KeyError:
            raise ValueError(
                f"Could not get string corresponding to run status {status}."
            ) from None

    @staticmethod
    def from_string(status: str) -> int:
        """Return the number of the status called ``status``; raises ``ValueError`` if there is none."""
        for number, name in RunStatus._NAMES.items():
            if name == status:
                return number
        valid = ", ".join(RunStatus._NAMES.values())
        raise ValueError(f"Could not get run status from string {status!r}; valid are {valid}.")

    @staticmethod
    def all_status() -> list[int]:
        """Return every status number."""
        return list(RunStatus._NAMES)

    @staticmethod
    def is_terminated(status: int | str) -> bool:
        """Say whether a run of this status has ended."""
        name = status if isinstance(status, str) else RunStatus.to_string(status)
        return name in ("FINISHED", "FAILED", "KILLED")


class LifecycleStage:
    """Whether a run or experiment is in use or in the bin."""

    ACTIVE = "active"
    DELETED = "deleted"


class SourceType:
    """What kind of program made a run."""

    NOTEBOOK = "NOTEBOOK"
    JOB = "JOB"
    PROJECT = "PROJECT"
    LOCAL = "LOCAL"
    UNKNOWN = "UNKNOWN"


class ViewType:
    """Which lifecycle stages a listing shows."""

    ACTIVE_ONLY = 1
    DELETED_ONLY = 2
    ALL = 3


STAGES = ("None", "Staging", "Production", "Archived")
"""Where a version of a registered model can stand."""

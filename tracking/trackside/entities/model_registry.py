"""Registered models, their versions and aliases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class RegisteredModelTag:
    """A key and value that describe a registered model."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class ModelVersionTag:
    """A key and value that describe one version of a model."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RegisteredModelAlias:
    """A name that points to one version of a model."""

    alias: str
    version: str


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """One version of a registered model; ``source`` is where its files were logged, as ``model_id`` if it has one."""

    name: str
    version: str
    creation_timestamp: int
    last_updated_timestamp: int | None = None
    description: str | None = None
    user_id: str | None = None
    current_stage: str = "None"
    source: str | None = None
    run_id: str | None = None
    status: str = "READY"
    status_message: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    run_link: str | None = None
    aliases: Sequence[str] = ()
    model_id: str | None = None


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A named model; ``latest_versions`` holds the newest version of each stage, ``aliases`` alias -> version."""

    name: str
    creation_timestamp: int | None = None
    last_updated_timestamp: int | None = None
    description: str | None = None
    latest_versions: Sequence[ModelVersion] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

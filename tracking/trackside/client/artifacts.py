"""The client's verbs for artifacts: files, texts, tables, images and figures of a run."""

from __future__ import annotations

import json
import posixpath
import tempfile
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.client.base import StoreUser
from trackside.client.rendering import as_json, render_figure, table_frame
from trackside.clock import now_ms
from trackside.entities import RunTag
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import PIL.Image

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.artifacts.run_files import RunFiles
    from trackside.entities import FileInfo

LOGGED_ARTIFACTS = "mlflow.loggedArtifacts"


class ArtifactVerbs(StoreUser):
    """Log, list and fetch the files of a run. Paths are relative to its artifact root, with ``/``."""

    def _repository(self, run_id: str) -> ArtifactRepository:
        from trackside.artifacts.repository import repository_for

        return repository_for(self._store.get_run(run_id).info.artifact_uri, self.tracking_uri)

    def _files(self, run_id: str) -> RunFiles:
        from trackside.artifacts.run_files import RunFiles

        return RunFiles(self._store, self._store.get_run(run_id), self.tracking_uri)

    def log_artifact(
        self, run_id: str, local_path: str | Path, artifact_path: str | None = None
    ) -> None:
        """Copy a file or folder into the folder ``artifact_path`` of the run."""
        self._repository(run_id).log_artifact(Path(local_path), artifact_path)
        self._touch(run_id)

    def log_artifacts(
        self, run_id: str, local_dir: str | Path, artifact_path: str | None = None
    ) -> None:
        """Copy what is in a folder into the folder ``artifact_path`` of the run."""
        self._repository(run_id).log_artifacts(Path(local_dir), artifact_path)
        self._touch(run_id)

    def _touch(self, run_id: str) -> None:
        """Tell whoever looks at the run that something about it changed."""
        self._store.log_batch(run_id)

    def log_text(self, run_id: str, text: str, artifact_file: str) -> None:
        """Write a text file (UTF-8)."""
        with _staged(artifact_file) as path:
            path.write_text(text, encoding="utf-8")
            self.log_artifact(run_id, path, posixpath.dirname(artifact_file) or None)

    def log_dict(self, run_id: str, dictionary: Any, artifact_file: str) -> None:
        """Write a dictionary or list as YAML if the file ends so, else as JSON."""
        if artifact_file.endswith((".yml", ".yaml")):
            import yaml

            self.log_text(run_id, yaml.safe_dump(dictionary, sort_keys=False), artifact_file)
        else:
            self.log_text(run_id, as_json(dictionary), artifact_file)

    def log_figure(
        self,
        run_id: str,
        figure: Any,
        artifact_file: str,
        *,
        save_kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Save a matplotlib figure, or a plotly one (``.html``, ``.json`` or an image by kaleido)."""
        with _staged(artifact_file) as path:
            render_figure(figure, path, save_kwargs or {})
            self.log_artifact(run_id, path, posixpath.dirname(artifact_file) or None)

    def log_image(
        self,
        run_id: str,
        image: Any,
        artifact_file: str | None = None,
        key: str | None = None,
        step: int | None = None,
        timestamp: int | None = None,
        synchronous: bool | None = None,  # noqa: ARG002 (MLflow's; images are written at once)
    ) -> None:
        """Save an image: an array (H x W, or H x W x 1, 3 or 4; 0..255, floats 0..1 or bool), PIL or ``Image``.

        Either to ``artifact_file``, or as one of a series under ``key`` at ``step`` (default 0) and
        ``timestamp`` (epoch milliseconds, default now), with a small copy beside it. Raises
        ``InvalidParameter`` for both or neither, and for what is no image.
        """
        from trackside.artifacts.image_series import LOGGED_IMAGES, image_stem
        from trackside.client.images import as_pil, thumbnail

        if (artifact_file is None) == (key is None):
            raise InvalidParameter("log_image takes either artifact_file or key, and not both.")
        if artifact_file is not None:
            if step is not None or timestamp is not None:
                raise InvalidParameter(
                    "`artifact_file` cannot be used with `step` or `timestamp`: these belong to a `key`."
                )
            self._save(run_id, artifact_file, as_pil(image))
            return
        moment = now_ms() if timestamp is None else timestamp
        stem = image_stem(str(key), step or 0, moment)
        picture = as_pil(image)
        self._save(run_id, f"{stem}.png", picture)
        self._save(run_id, f"{stem}+compressed.webp", thumbnail(picture))
        self._opened.put(run_id, tags=[RunTag(LOGGED_IMAGES, "True")])

    def _save(self, run_id: str, artifact_file: str, image: PIL.Image.Image) -> None:
        with _staged(artifact_file) as path:
            image.save(path)
            self.log_artifact(run_id, path, posixpath.dirname(artifact_file) or None)

    def log_table(
        self, run_id: str, data: dict[str, Any] | pd.DataFrame, artifact_file: str
    ) -> None:
        """Write rows as a table (``.json`` or ``.parquet``); a table that is there already grows.

        Cells may be images (PIL or ``trackside.Image``): they are saved below ``table_images`` and
        the table says where.
        """
        import pandas as pd

        frame = self._with_images_saved(run_id, table_frame(data, artifact_file), artifact_file)
        with suppress(NotFound):
            frame = pd.concat([self._load_table(run_id, artifact_file), frame], ignore_index=True)
        with _staged(artifact_file) as path:
            if artifact_file.endswith(".parquet"):
                frame.to_parquet(path)
            else:
                path.write_text(frame.to_json(orient="split", index=False), encoding="utf-8")
            self.log_artifact(run_id, path, posixpath.dirname(artifact_file) or None)
        self._note_table(run_id, artifact_file)

    def _with_images_saved(
        self, run_id: str, frame: pd.DataFrame, artifact_file: str
    ) -> pd.DataFrame:
        from trackside.client.images import as_pil, is_image, thumbnail

        folder = f"table_images/{posixpath.splitext(artifact_file)[0]}"

        def saved(cell: Any) -> Any:
            if not is_image(cell):
                return cell
            stem = f"{folder}/{uuid.uuid4()}"
            self._save(run_id, f"{stem}.png", as_pil(cell))
            self._save(run_id, f"{stem}.webp", thumbnail(as_pil(cell)))
            return {
                "type": "image",
                "filepath": f"{stem}.png",
                "compressed_filepath": f"{stem}.webp",
            }

        columns: list[Any] = [
            name
            for name, dtype in frame.dtypes.items()
            if dtype == "object" and any(is_image(cell) for cell in frame[name])
        ]
        frame = frame.copy() if columns else frame
        for name in columns:
            frame[name] = frame[name].map(saved)
        return frame

    def _note_table(self, run_id: str, artifact_file: str) -> None:
        """Remember in MLflow's tag that this file is a table."""
        noted = json.loads(self._store.get_run(run_id).data.tags.get(LOGGED_ARTIFACTS, "[]"))
        entry = {"path": artifact_file, "type": "table"}
        if entry not in noted:
            tag = RunTag(LOGGED_ARTIFACTS, json.dumps([*noted, entry]))
            self._store.log_batch(run_id, tags=[tag])

    def _load_table(self, run_id: str, artifact_file: str) -> pd.DataFrame:
        import pandas as pd

        with self._repository(run_id).open(artifact_file) as stream:
            if artifact_file.endswith(".parquet"):
                return pd.read_parquet(stream)
            table = json.load(stream)
        return pd.DataFrame(table["data"], columns=table["columns"])

    def load_table(
        self,
        experiment_id: str,
        artifact_file: str,
        run_ids: list[str] | None = None,
        extra_columns: list[str] | None = None,
    ) -> pd.DataFrame:
        """Return one table from all runs of an experiment (or some), one under the other.

        ``extra_columns`` adds columns of the runs, as :func:`trackside.search_runs` names them, such as
        ``run_id`` or ``params.depth``. Raises ``NotFound`` if no run has the table.
        """
        import pandas as pd

        from trackside.runs_frame import runs_frame

        runs = [
            run
            for run in self._every_run(experiment_id)
            if run_ids is None or run.info.run_id in run_ids
        ]
        frames = []
        for run, row in zip(runs, runs_frame(runs).to_dict("records"), strict=True):
            try:
                table = self._load_table(run.info.run_id, artifact_file)
            except NotFound:
                continue
            frames.append(
                table.assign(**{column: row.get(column) for column in extra_columns or ()})
            )
        if not frames:
            raise NotFound(f"No run of experiment {experiment_id} has the table {artifact_file!r}.")
        return pd.concat(frames, ignore_index=True)

    def _every_run(self, experiment_id: str) -> Iterator[Any]:
        token = None
        while True:
            page = self._settled.search_runs([experiment_id], page_token=token)
            yield from page
            token = page.token
            if token is None:
                return

    def list_artifacts(self, run_id: str, path: str | None = None) -> list[FileInfo]:
        """Return what is in one artifact folder of the run, or in that of a model by its name."""
        return self._files(run_id).list_artifacts(path)

    def download_artifacts(self, run_id: str, path: str, dst_path: str | None = None) -> str:
        """Return a local path with a file or folder of the run, or of a model by its name.

        What is local is copied only if ``dst_path`` is given; what is remote comes into a new
        temporary folder without.
        """
        destination = Path(dst_path) if dst_path else None
        return str(self._files(run_id).download(path, destination))


@contextmanager
def _staged(artifact_file: str) -> Iterator[Path]:
    """Give a path in a temporary folder, called as the artifact will be."""
    name = posixpath.basename(artifact_file)
    if not name:
        raise InvalidParameter(
            f"{artifact_file!r} names no file; give a path like 'plots/loss.png'."
        )
    with tempfile.TemporaryDirectory(prefix="trackside-") as folder:
        yield Path(folder) / name

"""``runs/<run_id>/images``: galleries by key and step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client


async def test_images_by_step_are_listed_with_their_small_copies(
    panel: Panel, client: Client
) -> None:
    run_id = client.create_run("0").info.run_id
    pixels = np.zeros((300, 400), np.uint8)
    client.log_image(run_id, pixels, key="digits/one", step=2, timestamp=20)
    client.log_image(run_id, pixels, key="digits/one", step=1, timestamp=30)
    client.log_image(run_id, pixels, "images/alone.png")

    images = (await panel.get(f"runs/{run_id}/images"))["images"]

    assert [(image["key"], image["step"], image["timestamp"]) for image in images] == [
        ("digits/one", 1, 30),
        ("digits/one", 2, 20),
    ]
    for path in (images[0]["path"], images[0]["thumbnail"]):
        shown = await panel.raw(f"runs/{run_id}/file", path=path, inline=1)
        assert shown.headers["Content-Type"] in ("image/png", "image/webp")
        assert "immutable" in shown.headers["Cache-Control"]
    alone = await panel.raw(f"runs/{run_id}/file", path="images/alone.png", inline=1)
    assert "immutable" not in alone.headers.get("Cache-Control", "")


async def test_a_run_without_images_has_none(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    assert await panel.get(f"runs/{run_id}/images") == {"images": []}
    refused = await panel.refused(panel.get("runs/none/images"))
    assert (refused.status, refused.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")

"""Images: arrays, PIL images and files as one thing, and the small copies that lists show."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    import PIL.Image
    from numpy.typing import NDArray

# Pixels of the longer side of a small copy; MLflow's.
THUMBNAIL = 256


class Image:
    """An image to log, alone or in a cell of a table.

    ``image`` is a numpy array or nested lists (H x W, or H x W x 1, 3 or 4; integers 0..255, floats
    0..1 or bool), a PIL image or the path of a file. ``size`` is (width, height) in pixels. Raises
    ``InvalidParameter`` for a shape or type that is none of these.
    """

    def __init__(self, image: NDArray[Any] | PIL.Image.Image | str | list[Any]) -> None:
        if isinstance(image, str | os.PathLike):
            import PIL.Image

            self.image: PIL.Image.Image = PIL.Image.open(image)
            self.image.load()  # and close the file
        else:
            self.image = as_pil(np.asarray(image) if isinstance(image, list) else image)
        self.size = self.image.size

    def to_list(self) -> list[Any]:
        """Return the pixels row by row: numbers, or tuples of the channels."""
        pixels = self.to_array()
        if pixels.ndim == 2:  # noqa: PLR2004 (no channels)
            flat: list[Any] = pixels.ravel().tolist()
            return flat
        return [tuple(pixel) for pixel in pixels.reshape(-1, pixels.shape[-1]).tolist()]

    def to_array(self) -> NDArray[Any]:
        """Return the pixels as an array (H x W or H x W x channels)."""
        return np.array(self.image)

    def to_pil(self) -> PIL.Image.Image:
        """Return the PIL image."""
        return self.image

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the image to a file of the type that its name says."""
        self.image.save(path)

    def resize(self, size: tuple[int, int]) -> Image:
        """Return a copy of another size (width, height)."""
        return Image(self.image.resize(size))


def as_pil(image: Any) -> PIL.Image.Image:
    """Return an array, PIL image or :class:`Image` as PIL image; ``InvalidParameter`` for all else."""
    try:
        import PIL.Image
    except ImportError as error:
        raise InvalidParameter("Images need Pillow: pip install pillow.") from error
    if isinstance(image, PIL.Image.Image):
        return image
    if isinstance(image, Image):
        return image.to_pil()
    return PIL.Image.fromarray(_as_uint8(image))


def is_image(value: Any) -> bool:
    """Say whether a value is an image object, and not only numbers; loads nothing to find out."""
    return isinstance(value, Image) or any(
        kind.__module__ == "PIL.Image" and kind.__name__ == "Image" for kind in type(value).__mro__
    )


def thumbnail(image: PIL.Image.Image) -> PIL.Image.Image:
    """Return a copy that fits into a square of 256 pixels; a smaller image stays as it is."""
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return small


def _as_uint8(image: Any) -> NDArray[np.uint8]:
    array = np.asarray(image)
    if array.dtype.kind not in "biuf":
        raise InvalidParameter(
            f"Invalid image of type {type(image).__name__} ({array.dtype}): give a PIL image, or an array of "
            "bool, integers from 0 to 255 or floats from 0 to 1."
        )
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (1, 3, 4)):  # noqa: PLR2004
        raise InvalidParameter(
            f"Invalid image shape {array.shape}: give (height, width) or (height, width, 1, 3 or 4)."
        )
    if array.ndim == 3 and array.shape[2] == 1:  # noqa: PLR2004
        array = array[:, :, 0]
    if array.dtype.kind == "b":
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype.kind == "f":
        return (_from_0_to_1(array) * 255).astype(np.uint8)
    if array.size and not (array.min() >= 0 and array.max() <= 255):  # noqa: PLR2004
        raise InvalidParameter(
            f"Integer image values must lie between 0 and 255; these go from {array.min()} to {array.max()}."
        )
    return array.astype(np.uint8)


def _from_0_to_1(array: NDArray[Any]) -> NDArray[Any]:
    if not array.size:
        return array
    low, high = float(array.min()), float(array.max())
    if low >= 0 and high <= 1:
        return array
    if not np.isfinite(high - low):
        raise InvalidParameter(f"Image values must be finite; these go from {low} to {high}.")
    warnings.warn(
        f"Float image values must lie between 0 and 1; these go from {low} to {high} and were scaled.",
        stacklevel=2,
    )
    scaled: NDArray[Any] = (array - low) / ((high - low) or 1)
    return scaled

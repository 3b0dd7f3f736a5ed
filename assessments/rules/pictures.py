"""Pictures as they are kept: their pixels, and nothing of what stood beside them."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from assessments.errors import AssessmentsError

# A telephone takes up to 50 million; more would fill the server's memory.
MAX_PIXELS = 52_000_000
QUALITY = 90


def plain_picture(content: bytes) -> bytes:
    """The picture upright and written anew, without place, device or remarks."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_large()
            return _written(picture, str(picture.format))
    except AssessmentsError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # Pillow raises a dozen kinds on hostile input
        raise AssessmentsError(
            _("Ảnh hỏng hoặc bị cắt. Chụp lại hoặc lưu lại ảnh rồi gửi.")
        ) from error


def _too_large() -> AssessmentsError:
    return AssessmentsError(
        _("Ảnh có quá nhiều điểm ảnh. Chụp lại ở cỡ nhỏ hơn rồi gửi.")
    )


def _written(picture: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    if kind == "JPEG" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    # A writer would copy the rest along: remarks, profiles, positions.
    for name in set(upright.info) - {"transparency"}:
        del upright.info[name]
    out = io.BytesIO()
    upright.save(out, kind, quality=QUALITY)
    return out.getvalue()

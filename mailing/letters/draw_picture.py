"""Draws one picture anew for a letter, within the bounds of network/ground/bound.py: draw_picture.py FILE. Imports nothing
of ours.

A picture is a stranger's program too. What it claims to measure is read before a pixel is unpacked. It is turned as its
maker held the camera, made small enough for a letter, and written anew as JPEG or PNG, which every mail reader shows, of a
moving one its first frame: so nothing of the file that came is left in it, not the place where it was taken either.
Answers on one line of JSON: {"image": base64, "media_type": …, "width": …, "height": …}, or {"fault": …} with a word that
pictures.py knows.
"""

import base64
import json
import os
import sys
import warnings
from io import BytesIO
from typing import Any

WIDEST, HIGHEST = 1200, 2400  # twice what a letter shows, for fine screens
PIXELS = 64_000_000  # what good telephones take
LIGHT = 200_000  # bytes that we try for
QUALITIES = (85, 78, 70, 60, 50)
READ = ["JPEG", "PNG", "WEBP", "GIF"]


def draw(path: str) -> dict[str, object]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=READ) as came:
            width, height = came.size
            if width * height > PIXELS:
                return {"fault": "too_many_pixels"}
            came.draft("RGB", (2 * WIDEST, 2 * HIGHEST))  # of a JPEG only what is needed is unpacked
            came.load()
            upright = ImageOps.exif_transpose(as_screens_show(of_eight_bits(came)))
            upright.thumbnail((WIDEST, HIGHEST))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"fault": "too_many_pixels"}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return {"fault": "broken"}
    content, media_type = written(upright)
    image = base64.b64encode(content).decode()
    return {"image": image, "media_type": media_type, "width": upright.width, "height": upright.height}


def of_eight_bits(picture: Any) -> Any:
    """A picture of 65,536 greys keeps them apart: cut at 255 it would be white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda level: level / 257).convert("L")


def as_screens_show(picture: Any) -> Any:
    """Its colours as sRGB: the profile that explained them is not kept."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        ours, theirs = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def written(picture: Any) -> tuple[bytes, str]:
    """A drawing stays a PNG, for its edges, if it is light; a photo is a JPEG. What can be seen through becomes white."""
    from PIL import Image

    flat = picture.convert("RGBA") if "transparency" in picture.info or picture.mode in ("LA", "PA", "P") else picture
    if flat.mode == "RGBA":
        sheet = Image.new("RGB", flat.size, "white")
        sheet.paste(flat, mask=flat.getchannel("A"))
        flat = sheet
    flat = flat.convert("RGB")
    if flat.getcolors(4096) is not None:
        png = saved(flat, "PNG", optimize=True)
        if len(png) <= LIGHT:
            return png, "image/png"
    for quality in QUALITIES:
        jpeg = saved(flat, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(jpeg) <= LIGHT:
            break
    return jpeg, "image/jpeg"


def saved(picture: Any, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.info = {}  # a comment would go along of itself
    picture.save(out, kind, **how)
    return out.getvalue()


if __name__ == "__main__":
    said = json.dumps(draw(sys.argv[1])).encode()
    while said:  # a pipe takes less at a time than a picture has
        said = said[os.write(1, said) :]
    sys.stdout.flush()
    os._exit(0)

#!/usr/bin/python3
"""Makes the encoded test images beside this file (Debian package python3-pil). Run by hand; the files are committed.

The picture is 24 x 16: red grows to the right, green downwards, blue is constant; smooth, so that JPEG keeps it closely.
"""
import pathlib

from PIL import Image

HERE = pathlib.Path(__file__).parent
W, H = 24, 16


def picture(mode="RGB"):
    image = Image.new("RGB", (W, H))
    image.putdata([(40 + 8 * x, 30 + 12 * y, 120) for y in range(H) for x in range(W)])
    return image.convert(mode)


def with_alpha():
    image = Image.new("RGBA", (W, H))
    image.putdata([(40 + 8 * x, 30 + 12 * y, 120, 255 - 10 * x) for y in range(H) for x in range(W)])
    return image


jpeg = dict(quality=95, subsampling=0)
picture().save(HERE / "rgb.jpg", **jpeg)
picture().save(HERE / "progressive.jpg", progressive=True, **jpeg)
picture("L").save(HERE / "gray.jpg", **jpeg)
picture("CMYK").save(HERE / "cmyk.jpg", **jpeg)
exif = Image.Exif()
exif[0x0112] = 6  # rotate by 90 degrees to show
picture().save(HERE / "exif6.jpg", exif=exif, **jpeg)
picture().save(HERE / "lossless.webp", lossless=True)
picture().save(HERE / "lossy.webp", quality=95)
with_alpha().save(HERE / "alpha.webp", lossless=True, exact=True)
picture().save(HERE / "animated.webp", lossless=True, save_all=True, append_images=[with_alpha().convert("RGB").rotate(180)])

#!/usr/bin/python3
"""Golden file of image decoding: small files of every kind, each with the upright RGB pixels that Pillow gives
(ImageOps.exif_transpose, then convert('RGB')).

usage: make_images_golden.py [--output FILE]     Images/images.json.gz
Needs Debian's python3-pil and python3-numpy.
"""
import argparse, base64, gzip, io, json, os, struct, zlib
import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 40, 24
SMOOTH = dict(format="JPEG", quality=95, subsampling=0)


def scene(width=W, height=H, seed=0):
    """Smooth colours, so that JPEG changes little, with a bright corner that tells every orientation from every other."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    red = 40 + 180 * x / width
    green = 40 + 180 * y / height
    blue = 128 + 60 * np.sin((x + 2 * y + seed) / 7)
    corner = np.exp(-((x - 5) ** 2 + (y - 4) ** 2) / 20)
    rgb = np.stack([red, green, blue], -1)
    return np.clip(np.rint(rgb + (255 - rgb) * corner[..., None]), 0, 255).astype(np.uint8)


def encoded(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def tiff(orientation, little=True):
    order = "<" if little else ">"
    return ((b"II*\0" if little else b"MM\0*") + struct.pack(order + "I", 8)
            + struct.pack(order + "HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0))


def png(width, height, bits, colour, rows, *chunks):
    """A PNG that Pillow cannot write itself; rows are packed already."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
            + b"".join(chunk(k, b) for k, b in chunks) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def without_adobe(jpeg):
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]:]


def ycck(rgb):
    """Pillow writes CMYK only: its four planes are made Y, Cb, Cr and K, and Adobe's marker says so."""
    ycc = np.asarray(Image.fromarray(rgb).convert("YCbCr"))
    key = np.full(rgb.shape[:2] + (1,), 200, np.uint8)
    planes = np.concatenate([ycc, key], -1)
    jpeg = encoded(Image.fromarray(255 - planes, "CMYK"), **SMOOTH)  # stored inverted
    at = jpeg.index(b"Adobe")
    return jpeg[:at + 11] + b"\x02" + jpeg[at + 12:]


def files():
    rgb = scene()
    plain = Image.fromarray(rgb)
    jpeg = encoded(plain, **SMOOTH)
    for orientation in range(1, 9):
        exif = segment(0xE1, b"Exif\0\0" + tiff(orientation, little=orientation % 2 == 0))
        yield f"exif {orientation}.jpg", jpeg[:2] + exif + jpeg[2:]
    yield "exif 6 after jfif.jpg", jpeg[:20] + segment(0xE1, b"Exif\0\0" + tiff(6)) + jpeg[20:]
    yield "exif 6.png", encoded(plain, format="PNG", exif=b"Exif\0\0" + tiff(6))
    yield "exif 8.webp", encoded(plain, format="WEBP", lossless=True, exif=b"Exif\0\0" + tiff(8, little=False))
    yield "4:2:0.jpg", encoded(plain, format="JPEG", quality=95, subsampling=2)
    yield "progressive.jpg", encoded(plain, progressive=True, **SMOOTH)
    yield "grayscale.jpg", encoded(plain.convert("L"), **SMOOTH)
    cmyk = Image.fromarray(np.concatenate([255 - rgb, np.full((H, W, 1), 60, np.uint8)], -1), "CMYK")
    yield "cmyk adobe inverted.jpg", encoded(cmyk, **SMOOTH)
    yield "cmyk without adobe marker.jpg", without_adobe(encoded(cmyk, **SMOOTH))
    yield "ycck adobe inverted.jpg", ycck(rgb)
    yield "rgb.png", encoded(plain, format="PNG")
    yield "grayscale.png", encoded(plain.convert("L"), format="PNG")
    yield "one bit.png", encoded(plain.convert("1"), format="PNG")
    yield "palette.png", encoded(plain.quantize(37), format="PNG")
    yield "palette of 4.png", encoded(plain.quantize(4), format="PNG", bits=2)
    yield "palette with a clear colour.png", encoded(plain.quantize(16), format="PNG", transparency=3)
    alpha = (64 + np.arange(W * H) % 192).reshape(H, W, 1).astype(np.uint8)
    yield "rgba.png", encoded(Image.fromarray(np.concatenate([rgb, alpha], -1), "RGBA"), format="PNG")
    yield "grayscale and alpha.png", encoded(Image.fromarray(np.concatenate([rgb[..., :1], alpha], -1), "LA"), format="PNG")
    low = (np.arange(W * H * 3) * 7 % 256).reshape(H, W, 3)
    deep = (rgb.astype(np.uint16) << 8 | low.astype(np.uint16)).astype(">u2")
    yield "16 bit.png", png(W, H, 16, 2, [row.tobytes() for row in deep])
    yield "16 bit grayscale.png", png(W, H, 16, 0, [row.tobytes() for row in deep[..., 0].copy()])
    yield "rgb.bmp", encoded(plain, format="BMP")
    yield "palette.bmp", encoded(plain.quantize(37), format="BMP")
    yield "rgb.webp", encoded(plain, format="WEBP", lossless=True)


def pixels(name, data):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if name == "16 bit grayscale.png":
        # Pillow's own conversion of this mode clips at 255; the high byte is what it takes of 16-bit colours.
        high = (np.asarray(image).astype(np.int64) >> 8).astype(np.uint8)
        return np.repeat(high[..., None], 3, -1), np.full(high.shape, 255, np.uint8)
    has_alpha = image.mode in ("RGBA", "LA") or "transparency" in image.info
    # Where a colour is clear Pillow keeps it, by way of its palette; alpha says which pixels tolerate more.
    rgb = np.asarray(image.convert("RGB"))
    alpha = np.asarray(image.convert("RGBA"))[..., 3] if has_alpha else np.full(rgb.shape[:2], 255, np.uint8)
    return rgb, alpha


def text(data):
    return base64.b64encode(bytes(data)).decode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", default=os.path.join(HERE, "Images", "images.json.gz"))
    a = parser.parse_args()
    items = []
    for name, data in files():
        rgb, alpha = pixels(name, data)
        items.append(dict(name=name, file=text(data), width=rgb.shape[1], height=rgb.shape[0], rgb=text(rgb.tobytes()), alpha=text(alpha.tobytes())))
    with gzip.GzipFile(a.output, "wb", compresslevel=9, mtime=0) as f:
        f.write(json.dumps(items, separators=(",", ":")).encode())
    print(len(items), "files,", os.path.getsize(a.output), "bytes")


if __name__ == "__main__":
    main()

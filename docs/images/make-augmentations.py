#!/usr/bin/env python3
"""Writes the rows' names beside the contact sheet: make-augmentations.py SHEET.png NAMES.txt OUTPUT.jpg   (needs Debian's python3-pil)

dotnet run docs/images/augmentations.cs -- sheet.png > names.txt makes the first two."""
import sys

from PIL import Image, ImageDraw, ImageFont

sheet, names = Image.open(sys.argv[1]).convert('RGB'), open(sys.argv[2], encoding='utf-8').read().split('\n')
out = Image.new('RGB', (sheet.width + 180, sheet.height), 'white')
out.paste(sheet, (180, 0))
draw = ImageDraw.Draw(out)
font = ImageFont.truetype('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', 15)
for row, name in enumerate(n for n in names if n):
    draw.text((6, 4 + row * 124 + 52), name, fill='black', font=font)
out.resize((out.width * 3 // 4, out.height * 3 // 4), Image.LANCZOS).save(sys.argv[3], quality=80, optimize=True)

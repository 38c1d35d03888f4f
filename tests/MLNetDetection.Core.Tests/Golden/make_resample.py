#!/usr/bin/python3
"""Writes resample.json: what PIL (antialiased) and torch (plain bilinear) make of a small picture (python3-pil, python3-torch)."""
import base64, json, os
import numpy as np, torch
from PIL import Image

W, H = 37, 29
def picture():
    state, out = 12345, []
    for i in range(W * H * 3):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        x, y = (i // 3) % W, i // 3 // W
        # Half smooth, half noise, with full black and white in it.
        out.append(min(255, max(0, (x * 5 + y * 3) + ((state >> 16) & 255) - 128)))
    return np.array(out, np.uint8).reshape(H, W, 3)

pixels = picture()
cases = []
for w, h, box in [(37, 29, None), (12, 9, None), (20, 29, None), (74, 58, None), (61, 17, None), (1, 1, None), (5, 40, None),
                  (16, 16, (3, 4, 30, 25)), (24, 10, (2.5, 1.25, 33.75, 28)), (30, 30, (10, 10, 17, 15)), (8, 8, (0, 0, 37, 7.5))]:
    image = Image.fromarray(pixels).resize((w, h), Image.BILINEAR, box=box)
    cases.append(dict(filter="Antialiased", width=w, height=h, box=list(box or (0, 0, W, H)), rgb=base64.b64encode(image.tobytes()).decode()))
for w, h in [(37, 29), (12, 9), (74, 58), (19, 40), (1, 1)]:
    t = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)[None]
    r = torch.nn.functional.interpolate(t, (h, w), mode="bilinear", align_corners=False)[0].permute(1, 2, 0).numpy()
    rgb = np.floor(r + .5).astype(np.uint8)
    cases.append(dict(filter="Bilinear", width=w, height=h, box=[0, 0, W, H], rgb=base64.b64encode(rgb.tobytes()).decode()))
json.dump(cases, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "resample.json"), "w"), indent=0)

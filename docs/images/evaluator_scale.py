#!/usr/bin/python3
"""Draws evaluator-scale.svg from the JSON lines of `./build.sh bench --filter coco-linear`.
usage: evaluator_scale.py < LOG > evaluator-scale.svg"""
import json, sys

rows = []
for line in sys.stdin:
    if line.startswith("{") and "coco-linear-" in line:
        row = json.loads(line)
        rows.append((int(row["name"].rsplit("-", 1)[1]), row["ours"]))
rows.sort()
if not rows:
    raise SystemExit("no line of coco-linear on standard input")
W, H, L, B, T, R = 640, 320, 60, 50, 30, 40
top_x, top_y = rows[-1][0], max(s for _, s in rows) * 1.1
x = lambda v: L + (W - L - R) * v / top_x
y = lambda v: H - B - (H - B - T) * v / top_y
step = next(s for s in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if top_y / s <= 8)
out = [
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="12">',
    "<style>text{fill:#444}.a{stroke:#888}.g{stroke:#8884}@media(prefers-color-scheme:dark){text{fill:#ccc}}</style>",
    f'<text x="{L}" y="18">COCO evaluation, 100 detections an image: evaluate and accumulate, seconds</text>']
for i in range(int(top_y / step) + 1):
    v = i * step
    out.append(f'<line class="g" x1="{L}" x2="{W - R}" y1="{y(v):.1f}" y2="{y(v):.1f}"/><text x="{L - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{v:g}</text>')
for n in [n for n, _ in rows if n >= top_x / 12]:
    out.append(f'<text x="{x(n):.1f}" y="{H - B + 18}" text-anchor="middle">{n:,}</text>')
out.append(f'<text x="{(L + W - R) / 2}" y="{H - 12}" text-anchor="middle">images</text>')
out.append(f'<line class="a" x1="{L}" x2="{W - R}" y1="{H - B}" y2="{H - B}"/>')
out.append(f'<line x1="{x(0):.1f}" y1="{y(0):.1f}" x2="{x(top_x):.1f}" y2="{y(rows[-1][1]):.1f}" stroke="#999" stroke-dasharray="4 4"/>')
out.append(f'<polyline fill="none" stroke="#2a6fdb" stroke-width="2" points="{" ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in rows)}"/>')
out += [f'<circle cx="{x(n):.1f}" cy="{y(s):.1f}" r="3.5" fill="#2a6fdb"><title>{n:,} images: {s:.3f} s</title></circle>' for n, s in rows]
print("\n".join(out + ["</svg>"]))

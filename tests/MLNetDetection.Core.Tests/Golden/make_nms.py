#!/usr/bin/python3
"""Writes nms.json: what torchvision.ops.nms and batched_nms keep of random boxes (python3-torchvision)."""
import json, os, torch, torchvision
torch.manual_seed(3)
cases = []
for n, thr, grid in [(0, .5, 1), (1, .5, 1), (7, .3, 10), (60, .5, 10), (150, .45, 1), (150, 0., 5), (150, 1., 20), (200, .7, 5), (120, 1 / 3, 10)]:
    # A coarse grid makes equal boxes, equal scores, boxes without area and IoUs that meet the threshold exactly.
    lo = (torch.rand(n, 2) * 100 / grid).floor() * grid; size = (torch.rand(n, 2) * 60 / grid).floor() * grid
    boxes = torch.cat([lo, lo + size], 1); scores = (torch.rand(n) * 50).floor() / 50; classes = torch.randint(0, 4, (n,))
    cases.append(dict(iouThreshold=thr, boxes=boxes.flatten().tolist(), scores=scores.tolist(), classes=classes.tolist(),
        kept=torchvision.ops.nms(boxes, scores, thr).tolist(),
        keptPerClass=torchvision.ops.boxes._batched_nms_vanilla(boxes, scores, classes, thr).tolist() if n else []))
json.dump(cases, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "nms.json"), "w"))

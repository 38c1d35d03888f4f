#!/usr/bin/python3
"""torchvision's parts of an SSD300 in milliseconds, medians, as one JSON object: NMS, anchors, matching, coding and loss of a batch.

usage: ssd_parts_peer.py IMAGES THREADS
"""
import json, statistics, sys, time, types
import torch, torchvision
from torchvision.models.detection import _utils, anchor_utils, image_list, ssd
from torchvision.ops import boxes as box_ops

IMAGES, ANCHORS, LABELS = int(sys.argv[1]), 8732, 21
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)


def median_ms(work, runs=9, warm=2):
    for _ in range(warm):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def boxes_of(count, low, high):
    places = torch.rand(count, 2) * (300 - high)
    return torch.cat([places, places + torch.rand(count, 2) * (high - low) + low], 1)


generator = anchor_utils.DefaultBoxGenerator(
    [[2], [2, 3], [2, 3], [2, 3], [2], [2]], scales=[0.07, 0.15, 0.33, 0.51, 0.69, 0.87, 1.05], steps=[8, 16, 32, 64, 100, 300])
one = image_list.ImageList(torch.zeros(1, 3, 300, 300), [(300, 300)])
maps = [torch.zeros(1, 1, side, side) for side in (38, 19, 10, 5, 3, 1)]
anchors = generator(one, maps)[0]
assert anchors.shape[0] == ANCHORS
targets = [dict(boxes=boxes_of(1 + i % 8, 20, 200), labels=torch.randint(1, LABELS, (1 + i % 8,))) for i in range(IMAGES)]
matcher, coder = _utils.SSDMatcher(0.5), _utils.BoxCoder(weights=(10.0, 10.0, 5.0, 5.0))


def match():
    return [matcher(box_ops.box_iou(t["boxes"], anchors)) for t in targets]


matched = match()


def encode():
    for t, m in zip(targets, matched):
        positive = torch.where(m >= 0)[0]
        coder.encode_single(t["boxes"][m[positive]], anchors[positive])


logits = torch.randn(IMAGES, ANCHORS, LABELS, requires_grad=True)
deltas = torch.randn(IMAGES, ANCHORS, 4, requires_grad=True)
parts = types.SimpleNamespace(box_coder=coder, neg_to_pos_ratio=3)


def loss():
    sum(ssd.SSD.compute_loss(parts, targets, dict(cls_logits=logits, bbox_regression=deltas), [anchors] * IMAGES, matched).values()).backward()


places = torch.rand(ANCHORS, 2) * 200
many, scores = torch.cat([places, places + torch.rand(ANCHORS, 2) * 200], 1), torch.rand(ANCHORS)
print(json.dumps(dict(
    nms=median_ms(lambda: torchvision.ops.nms(many, scores, 0.5)), anchors=median_ms(lambda: generator(one, maps)),
    matching=median_ms(match), coding=median_ms(encode), loss=median_ms(loss))))

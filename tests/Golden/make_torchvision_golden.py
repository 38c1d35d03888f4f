#!/usr/bin/python3
"""Golden files of the detector's parts, from torchvision 0.14.1 (Debian: python3-torchvision).

usage: make_torchvision_golden.py            rewrites Torch/*.json beside this script

Inputs are drawn from fixed seeds and rounded to 4 decimals, so that both sides read the same numbers. Values are float32.
"""
import json, os, torch
from torchvision.models.detection import _utils
from torchvision.models.detection.anchor_utils import DefaultBoxGenerator
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.ssd import SSD
from torchvision.ops import boxes as box_ops

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Torch")


def save(name, value):
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(value, f, separators=(",", ":"))
        f.write("\n")


def flat(tensor):
    return [round(float(v), 7) for v in tensor.reshape(-1)]


def rounded(tensor):
    return torch.round(tensor * 1e4) / 1e4


def boxes(count, width, height, generator, smallest=4.0):
    size = smallest + torch.rand(count, 2, generator=generator) * torch.tensor([width, height]) * 0.5
    corner = torch.rand(count, 2, generator=generator) * (torch.tensor([width, height]) - size).clamp(min=0)
    return rounded(torch.cat([corner, corner + size], 1))


def anchor_cases():
    cases = [
        dict(width=320, height=240, scales=[.08, .2, .35, .55, .8], ratios=[[2]] * 4, steps=None,
             maps=[[40, 30], [20, 15], [10, 8], [5, 4]]),
        dict(width=300, height=300, scales=[.07, .15, .33, .51, .69, .87, 1.05], ratios=[[2], [2, 3], [2, 3], [2, 3], [2], [2]],
             steps=[8, 16, 32, 64, 100, 300], maps=[[38, 38], [19, 19], [10, 10], [5, 5], [3, 3], [1, 1]]),
        dict(width=65, height=33, scales=[.5, 1.2], ratios=[[]], steps=None, maps=[[3, 2]]),
    ]
    for case in cases:
        generator = DefaultBoxGenerator(case["ratios"], scales=case["scales"], steps=case["steps"])
        images = ImageList(torch.zeros(1, 3, case["height"], case["width"]), [(case["height"], case["width"])])
        anchors = generator(images, [torch.zeros(1, 1, h, w) for w, h in case["maps"]])[0]
        picked = list(range(0, len(anchors), max(1, len(anchors) // 150)))
        case.update(count=len(anchors), picked=picked, boxes=flat(anchors[picked]), sum=float(anchors.double().sum()))
    save("anchors.json", cases)


def coding_case():
    g = torch.Generator().manual_seed(1)
    reference, anchors = boxes(64, 320, 240, g), boxes(64, 320, 240, g)
    deltas = rounded(torch.randn(64, 4, generator=g) * 3)
    deltas[0] = torch.tensor([0, 0, 1000., 1000.])  # meets the clamp of the logarithm
    coder = _utils.BoxCoder(weights=(10., 10., 5., 5.))
    save("coding.json", dict(
        boxes=flat(reference), anchors=flat(anchors), deltas=flat(deltas),
        encoded=flat(coder.encode_single(reference, anchors)), decoded=flat(coder.decode_single(deltas, anchors))))


def matching_cases():
    cases = []
    generator = DefaultBoxGenerator([[2]] * 2, scales=[.1, .3, .6])
    images = ImageList(torch.zeros(1, 3, 96, 128), [(96, 128)])
    anchors = generator(images, [torch.zeros(1, 1, 12, 16), torch.zeros(1, 1, 6, 8)])[0]
    seed = 0
    while len(cases) < 12:
        seed += 1
        g = torch.Generator().manual_seed(seed)
        objects = boxes(1 + seed % 6, 128, 96, g, 8.0)
        quality = box_ops.box_iou(objects, anchors)
        best = quality.max(1)[1]
        if len(set(best.tolist())) < len(objects):
            continue  # two objects want one anchor: torchvision drops one of them, bipartite matching serves both
        cases.append(dict(boxes=flat(objects), matches=_utils.SSDMatcher(0.5)(quality).tolist()))
    save("matching.json", dict(anchors=flat(anchors), cases=cases))


def loss_case():
    g = torch.Generator().manual_seed(7)
    n, a, k = 3, 120, 5
    anchors = boxes(a, 100, 80, g)
    logits = rounded(torch.randn(n, a, k, generator=g) * 2).requires_grad_()
    deltas = rounded(torch.randn(n, a, 4, generator=g)).requires_grad_()
    targets, matched = [], []
    for objects in (4, 1, 0):
        b = boxes(objects, 100, 80, g, 10.0)
        targets.append(dict(boxes=b, labels=torch.randint(1, k, (objects,), generator=g)))
        matched.append(_utils.SSDMatcher(0.5)(box_ops.box_iou(b, anchors)) if objects else torch.full((a,), -1))

    class Part(SSD):
        def __init__(self):
            torch.nn.Module.__init__(self)
            self.box_coder, self.neg_to_pos_ratio = _utils.BoxCoder(weights=(10., 10., 5., 5.)), 3.0

    losses = Part().compute_loss(targets, dict(bbox_regression=deltas, cls_logits=logits), [anchors] * n, matched)
    (losses["bbox_regression"] + losses["classification"]).backward()
    save("loss.json", dict(
        images=n, labels=k, anchors=flat(anchors), logits=flat(logits.detach()), deltas=flat(deltas.detach()),
        objects=[dict(boxes=flat(t["boxes"]), labels=t["labels"].tolist()) for t in targets], matches=[m.tolist() for m in matched],
        box=float(losses["bbox_regression"]), classes=float(losses["classification"]),
        logits_gradient=flat(logits.grad), deltas_gradient=flat(deltas.grad)))


def postprocess_case():
    g = torch.Generator().manual_seed(11)
    a, k, width, height = 300, 4, 128, 96
    anchors = boxes(a, width, height, g)
    logits, deltas = rounded(torch.randn(1, a, k, generator=g) * 2), rounded(torch.randn(1, a, 4, generator=g))

    class Part(SSD):
        def __init__(self):
            torch.nn.Module.__init__(self)
            self.box_coder = _utils.BoxCoder(weights=(10., 10., 5., 5.))
            self.score_thresh, self.nms_thresh, self.topk_candidates, self.detections_per_img = 0.3, 0.45, 40, 30

    found = Part().postprocess_detections(dict(bbox_regression=deltas, cls_logits=logits), [anchors], [(height, width)])[0]
    save("postprocess.json", dict(
        width=width, height=height, labels=k, anchors=flat(anchors), probabilities=flat(logits.softmax(-1)), deltas=flat(deltas),
        boxes=flat(found["boxes"]), scores=flat(found["scores"]), classes=(found["labels"] - 1).tolist()))


def schedule_case():
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=.02, momentum=.9)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, .04, total_steps=50)
    rates, momenta = [], []
    for _ in range(50):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        schedule.step() if len(rates) < 50 else None
    save("onecycle.json", dict(highest=.04, steps=50, rates=rates, momenta=momenta))


if __name__ == "__main__":
    torch.set_num_threads(1)
    os.makedirs(HERE, exist_ok=True)
    for part in (anchor_cases, coding_case, matching_cases, loss_case, postprocess_case, schedule_case):
        part()

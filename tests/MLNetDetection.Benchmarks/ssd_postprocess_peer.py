#!/usr/bin/python3
"""torchvision's SSD.postprocess_detections of one picture in milliseconds, median, with the numbers that it worked on.

usage: ssd_postprocess_peer.py MODEL random|trained BCCD FOLDER THREADS

Of a trained network: the backbone has random weights, and the head has learnt the cells of sixteen BCCD pictures, so that almost every
anchor says background and some say an object. FOLDER receives logits, deltas, boxes, scores and labels as raw float32 and int64.
"""
import glob, json, os, statistics, sys, time, warnings
import xml.etree.ElementTree as tree
import numpy as np, torch
from PIL import Image
from torchvision.models import detection
warnings.filterwarnings("ignore")

MODEL, WEIGHTS, BCCD, FOLDER, THREADS = sys.argv[1:5] + [int(sys.argv[5])]
CLASSES = ["RBC", "WBC", "Platelets"]
torch.set_num_threads(THREADS)
torch.manual_seed(1)
model = getattr(detection, MODEL)(weights=None, weights_backbone=None, num_classes=91).eval()


def annotated(path):
    root = tree.parse(path).getroot()
    boxes, labels = [], []
    for item in root.iter("object"):
        box = [float(item.find("bndbox").find(side).text) for side in ("xmin", "ymin", "xmax", "ymax")]
        if box[2] > box[0] and box[3] > box[1]:
            boxes.append(box)
            labels.append(1 + CLASSES.index(item.find("name").text))
    name = os.path.splitext(os.path.basename(path))[0]
    pixels = torch.from_numpy(np.asarray(Image.open(f"{BCCD}/JPEGImages/{name}.jpg").convert("RGB")).copy()).permute(2, 0, 1) / 255
    return pixels, dict(boxes=torch.tensor(boxes), labels=torch.tensor(labels))


def features_of(pictures, targets=None):
    images, targets = model.transform(pictures, targets)
    with torch.no_grad():
        maps = list(model.backbone(images.tensors).values())
    return images, maps, targets


def learn_head(steps=60):
    torch.manual_seed(2)
    samples = [annotated(path) for path in sorted(glob.glob(f"{BCCD}/Annotations/*.xml"))[:16]]
    batches = []
    for at in range(0, len(samples), 4):
        images, maps, targets = features_of([s[0] for s in samples[at:at + 4]], [s[1] for s in samples[at:at + 4]])
        anchors = model.anchor_generator(images, maps)
        batches.append((maps, targets, anchors))
    optimizer = torch.optim.Adam(model.head.parameters(), lr=1e-3)
    model.head.train()
    for step in range(steps):
        maps, targets, anchors = batches[step % len(batches)]
        matched = [model.proposal_matcher(detection.ssd.box_ops.box_iou(t["boxes"], a)) for t, a in zip(targets, anchors)]
        loss = sum(model.compute_loss(targets, model.head(maps), anchors, matched).values())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.head.eval()


if WEIGHTS == "trained":
    learn_head()
picture = annotated(sorted(glob.glob(f"{BCCD}/Annotations/*.xml"))[20])[0]
with torch.inference_mode():
    images, maps, _ = features_of([picture])
    out, anchors = model.head(maps), model.anchor_generator(images, maps)
    run = lambda: model.postprocess_detections(out, anchors, images.image_sizes)
    found = run()[0]
    times = []
    for _ in range(25):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
for name, values in dict(logits=out["cls_logits"], deltas=out["bbox_regression"], anchors=anchors[0], **found).items():
    values.contiguous().numpy().tofile(f"{FOLDER}/{name}")
print(json.dumps(dict(ms=statistics.median(times), found=len(found["scores"]))))

#!/usr/bin/python3
"""Golden file of Pascal VOC's and mmdetection's figures: random problems, by voc_plain.py.

usage: make_voc_golden.py [--seed N] [--count N] [--output FILE]     120 problems of seed 11 into Metrics/voc.json.gz
"""
import argparse, gzip, json, os, random
import voc_plain
from make_coco_golden import HERE, problem

SETTINGS = [
    dict(iou=[0.5], scales=[], eleven=True, inclusive=True, imagenet=False),
    dict(iou=[0.3, 0.5, 0.75], scales=[], eleven=False, inclusive=True, imagenet=False),
    dict(iou=[0.5, 0.7], scales=[], eleven=False, inclusive=False, imagenet=False),
    dict(iou=[0.5], scales=[[0, 32], [32, 96], [96, 1e5]], eleven=False, inclusive=False, imagenet=False),
    dict(iou=[0.5], scales=[[0, 40], [40, 1e5]], eleven=True, inclusive=True, imagenet=False),
    dict(iou=[0.5, 0.7], scales=[], eleven=False, inclusive=False, imagenet=True),
    dict(iou=[0.5], scales=[[0, 32], [32, 1e5]], eleven=True, inclusive=True, imagenet=True),
]
NUMBERS, IOU = [1, 3, 10], [0.3, 0.5, 0.75]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--output", default=os.path.join(HERE, "Metrics", "voc.json.gz"))
    a = parser.parse_args()
    r, problems = random.Random(a.seed), []
    while len(problems) < a.count:
        p = {k: v for k, v in problem(r).items() if k in ("images", "categories", "gt", "dt")}
        if len(p["dt"]) > 200:
            continue
        p["gt"] = [[*g, int(r.random() < 0.12)] for g in p["gt"]]
        p["results"] = [voc_plain.evaluate(p, **s) for s in SETTINGS]
        p["recalls"] = voc_plain.proposal_recall(p, NUMBERS, IOU)
        problems.append(p)
    text = json.dumps(dict(seed=a.seed, settings=SETTINGS, numbers=NUMBERS, iou=IOU, problems=problems), separators=(",", ":"))
    with gzip.GzipFile(a.output, "wb", compresslevel=9, mtime=0) as f:
        f.write(text.encode())
    print(len(problems), "problems,", os.path.getsize(a.output), "bytes")


if __name__ == "__main__":
    main()

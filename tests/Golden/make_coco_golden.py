#!/usr/bin/python3
"""Golden file of COCO's evaluation: random problems with their figures, by coco_plain.py.

usage: make_coco_golden.py [--seed N] [--count N] [--output FILE] [--reference FOLDER] [--pycocotools FOLDER]
  without arguments     500 problems of seed 7 into Metrics/coco.json.gz beside this script
  --reference FOLDER    also compares every problem of default options with that folder's coco_reference.py
  --pycocotools FOLDER  also compares every problem with a pycocotools built there (its PythonAPI folder)
The file names what its figures were compared with.
"""
import argparse, contextlib, gzip, io, json, os, random, sys
import coco_plain

HERE = os.path.dirname(os.path.abspath(__file__))


def options(r):
    """Half of the problems take COCO's own options."""
    if r.random() < 0.5:
        return {}
    o = {}
    if r.random() < 0.4:
        o["iou"] = r.choice([[0.5], [0.3, 0.5, 0.75], [0.75, 1.0], [0.1, 0.6]])
    if r.random() < 0.4:
        o["max"] = r.choice([[100], [2], [1, 5, 150], [3, 300], [1, 2, 3, 20]])
    if r.random() < 0.4:
        o["areas"] = r.choice([[["all", 0, 1e5 ** 2]], [["any", 0, 1e12], ["tiny", 0, 100], ["rest", 100, 1e12]], [["large", 2500, 1e10]]])
    if r.random() < 0.3:
        o["classes"] = r.choice([[2], [1, 4], [2, 3, 9]])
    if r.random() < 0.3:
        o["agnostic"] = True
    return o


class Drawer:
    """Draws boxes of one problem: on a coarse grid some, so that IoU and scores are often equal."""

    def __init__(self, r):
        self.r, self.grid = r, r.choice([0.1, 0.1, 1, 4, 16])
        self.huge, self.zero = r.random() < 0.15, r.random() < 0.3

    def snap(self, v):
        v = round(v / self.grid) * self.grid
        return round(v, 1) if self.grid < 1 else int(v)

    def side(self):
        r = self.r
        if self.zero and r.random() < 0.1:
            return 0
        if self.huge and r.random() < 0.2:
            return int(r.choice([9.5e4, 1e5, 3e5]))
        return self.snap(r.choice([6, 31, 33, 60, 96, 150]) * r.uniform(0.6, 1.4))

    def box(self):
        return [self.snap(self.r.uniform(0, 300)), self.snap(self.r.uniform(0, 200)), self.side(), self.side()]

    def near(self, b):
        r, d = self.r, self.r.choice([0, 0.02, 0.08, 0.15])
        moved = [b[0] + r.gauss(0, d) * b[2], b[1] + r.gauss(0, d) * b[3], b[2] * abs(1 + r.gauss(0, d)), b[3]]
        return [self.snap(v) for v in moved]


def problem(r):
    count, digits = r.choice([0, 1, 2, 4, 8]), r.choice([1, 2, 3, 3])
    categories = r.choice([[1], [2, 4], [1, 2, 3], [1, 2, 4, 9]])
    many = r.random() < 0.06
    draw = Drawer(r)
    p = dict(images=[r.choice([3, 7]) * i + 5 for i in range(count)], categories=categories, gt=[], dt=[], **options(r))
    p["images"] = sorted(set(p["images"]))
    r.shuffle(p["images"])
    shown = categories if r.random() < 0.7 else categories[:1]
    for image in p["images"]:
        own = []
        for _ in range(r.choice([0, 1, 2, 3, 5, 8])):
            b, c = draw.box(), r.choice(shown)
            area = round(b[2] * b[3] * r.choice([1, 1, 1, 0.6]), 2)
            p["gt"].append([image, c, *b, area, int(r.random() < 0.12)])
            own.append((b, c))
        for _ in range(r.randrange(90, 160) if many else r.choice([0, 2, 5, 9])):
            b, c = (draw.box(), r.choice(categories))
            if own and r.random() < 0.6:
                b, c = r.choice(own)
                b, c = draw.near(b), (c if r.random() < 0.9 else r.choice(categories))
            p["dt"].append([image, c, *b, round(r.random(), digits)])
    return p


def compare(name, p, found, wanted):
    for key in wanted:
        a, b = found[key], wanted[key]
        pairs = zip(a, b) if isinstance(a, list) else [(a, b)]
        if not all(abs(x - y) < 1e-12 for x, y in pairs):
            raise SystemExit(f"{name} disagrees on {key}: {a} and {b}\n{json.dumps(p)}")


def reference(p):
    from coco_reference import evaluate
    gt = [dict(image_id=g[0], category_id=g[1], bbox=g[2:6], area=g[6], iscrowd=g[7]) for g in p["gt"]]
    dt = [dict(image_id=d[0], category_id=d[1], bbox=d[2:6], score=d[6]) for d in p["dt"]]
    s, _ = evaluate(gt, dt, p["images"], p["categories"])
    return dict(ap=s[0], ap50=s[1], ap75=s[2], ap_area=[s[0], *s[3:6]], ar_max=s[6:9], ar_area=[s[8], *s[9:12]])


def official(p):
    import numpy
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
    if not p["dt"]:
        return {}
    with contextlib.redirect_stdout(io.StringIO()):
        gt = COCO()
        gt.dataset = dict(
            info={}, images=[dict(id=i) for i in p["images"]], categories=[dict(id=c) for c in p["categories"]],
            annotations=[dict(id=k + 1, image_id=g[0], category_id=g[1], bbox=g[2:6], area=g[6], iscrowd=g[7]) for k, g in enumerate(p["gt"])])
        gt.createIndex()
        e = COCOeval(gt, gt.loadRes([dict(image_id=d[0], category_id=d[1], bbox=d[2:6], score=d[6]) for d in p["dt"]]), "bbox")
        if p.get("iou"):
            e.params.iouThrs = numpy.array(p["iou"])
        if p.get("max"):
            e.params.maxDets = p["max"]
        if p.get("areas"):
            e.params.areaRng, e.params.areaRngLbl = [a[1:] for a in p["areas"]], [a[0] for a in p["areas"]]
        if p.get("classes"):
            e.params.catIds = [c for c in p["classes"] if c in p["categories"]]
        e.params.useCats = 0 if p.get("agnostic") else 1
        e.evaluate()
        e.accumulate()
    mean = lambda v: float(v[v > -1].mean()) if (v > -1).any() else -1
    q, rc = e.eval["precision"], e.eval["recall"]  # [T, R, K, A, M], [T, K, A, M]
    return dict(
        ap=mean(q[:, :, :, 0, -1]), ap_area=[mean(q[:, :, :, a, -1]) for a in range(q.shape[3])],
        ar_area=[mean(rc[:, :, a, -1]) for a in range(q.shape[3])], ar_max=[mean(rc[:, :, 0, m]) for m in range(q.shape[4])])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--output", default=os.path.join(HERE, "Metrics", "coco.json.gz"))
    parser.add_argument("--reference")
    parser.add_argument("--pycocotools")
    a = parser.parse_args()
    sys.path[:0] = [p for p in (a.reference, a.pycocotools) if p]
    r, problems = random.Random(a.seed), []
    for _ in range(a.count):
        p = problem(r)
        figures = coco_plain.evaluate(p)
        if a.reference and not any(k in p for k in ("iou", "areas", "max", "classes", "agnostic")):
            compare("coco_reference.py", p, figures, reference(p))
        if a.pycocotools:
            compare("pycocotools", p, figures, official(p))
        problems.append(dict(p, figures=figures))
    compared = [name for name, given in (("coco_reference.py", a.reference), ("pycocotools", a.pycocotools)) if given]
    text = json.dumps(dict(seed=a.seed, compared=compared, problems=problems), separators=(",", ":"))
    with gzip.GzipFile(a.output, "wb", compresslevel=9, mtime=0) as f:
        f.write(text.encode())
    print(len(problems), "problems,", sum(len(p["dt"]) for p in problems), "detections,", os.path.getsize(a.output), "bytes; compared with", compared or "nothing")


if __name__ == "__main__":
    main()

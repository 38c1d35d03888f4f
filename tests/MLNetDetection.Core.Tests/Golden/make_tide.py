#!/usr/bin/python3
"""Writes tide.json: random small problems and their TIDE errors (Bolya et al. 2020) by a slow, plain restatement.
It follows tidecv 1.0's conventions: percentages over 101 recalls of n/100, the mean over every class with an object or a
detection, the 100 best detections of an image, crowds as regions that excuse detections of their class.
usage: make_tide.py"""
import json, os, random

KINDS = ["Cls", "Loc", "Both", "Dupe", "Bkg", "Miss"]


def shared(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return w * h if w > 0 and h > 0 else 0.0


def iou(a, b):
    s = shared(a, b)
    return s / (a[2] * a[3] + b[2] * b[3] - s) if s else 0.0


def class_ap(points, positives):
    if positives == 0:
        return 0.0
    curve, hits = [], 0
    for seen, (_, hit) in enumerate(sorted(points, key=lambda p: -p[0]), 1):
        hits += hit
        curve.append((hits / positives, hits / seen))
    return sum(max((p for r, p in curve if r >= n / 100), default=0.0) for n in range(101)) / 101


def mean_ap(points, positives):
    classes = [c for c in set(points) | set(positives) if points.get(c) or positives.get(c, 0) != 0]
    return sum(class_ap(points.get(c, []), positives.get(c, 0)) for c in classes) / len(classes) if classes else None


def judge(truths, dets, fg, bg, most):
    """Points (class, score, hit) and errors [kind, class, score, counts, mended class] of one image."""
    real = [t for t in truths if not t["crowd"]]
    dets = sorted(dets, key=lambda d: -d["score"])[:most]
    taken, points, errors, wanted = [False] * len(real), [], [], {}

    def closest(d, which):
        best, at = -1.0, None
        for i, t in enumerate(real):
            if which(i, t) and iou(d["box"], t["box"]) > best:
                best, at = iou(d["box"], t["box"]), i
        return best, at

    hits = []
    for d in dets:
        best, at = closest(d, lambda i, t: t["cls"] == d["cls"] and not taken[i])
        hits.append(best >= fg)
        if best >= fg:
            taken[at] = True
    for d, hit in zip(dets, hits):
        area = d["box"][2] * d["box"][3]
        excused = not hit and any(t["crowd"] and t["cls"] == d["cls"] and shared(d["box"], t["box"]) > fg * area for t in truths)
        if not excused:
            points.append((d["cls"], d["score"], hit))
        if hit:
            continue
        own, own_at = closest(d, lambda i, t: t["cls"] == d["cls"])
        other, other_at = closest(d, lambda i, t: t["cls"] != d["cls"])
        used, _ = closest(d, lambda i, t: t["cls"] == d["cls"] and taken[i])
        near, _ = closest(d, lambda i, t: True)
        target = None
        if bg <= own <= fg:
            kind, target = "Loc", own_at
        elif other >= fg:
            kind, target = "Cls", other_at
        elif used >= fg:
            kind = "Dupe"
        else:
            kind = "Bkg" if near <= bg else "Both"
        mended = None
        if target is not None and not taken[target] and target not in wanted:
            wanted[target] = True
            mended = real[target]["cls"]
        errors.append([kind, d["cls"], d["score"], not excused, mended])
    for i, t in enumerate(real):
        if not taken[i] and i not in wanted:
            errors.append(["Miss", t["cls"], None, False, None])
    missed = [t["cls"] for i, t in enumerate(real) if not taken[i]]
    return points, errors, [t["cls"] for t in real], missed


def tide(images, fg=0.5, bg=0.1, most=100):
    judged = [judge(t, d, fg, bg, most) for t, d in images]
    errors = [e for j in judged for e in j[1]]
    right = [p for j in judged for p in j[0] if p[2]]

    def positives(less=()):
        count = {}
        for j in judged:
            for c in j[2]:
                count[c] = count.get(c, 0) + 1
        for c in less:
            count[c] -= 1
        return count

    def ap(wrong, right, less=()):
        points = {}
        for c, s, hit in wrong + right:
            points.setdefault(c, []).append((s, hit))
        return mean_ap(points, positives(less))

    base = {}
    for j in judged:
        for c, s, hit in j[0]:
            base.setdefault(c, []).append((s, hit))
    before = mean_ap(base, positives())
    if before is None:
        return dict(ap=-1, counts=[0] * 6, lost=[0] * 6, fp=0, fn=0)
    gain = lambda after: (before if after is None else after) - before
    lost = []
    for kind in KINDS:
        wrong = [(c, s, False) for k, c, s, counts, _ in errors if k != kind and counts]
        mended = [(m, s, True) for k, c, s, _, m in errors if k == kind and m is not None]
        # Ties: what is wrong or mended stands before what was right, in the order of the errors.
        both = [(m, s, True) if k == kind else (c, s, False) for k, c, s, counts, m in errors if (m is not None if k == kind else counts)]
        assert len(both) == len(wrong) + len(mended)
        lost.append(max(0, gain(ap(both, right, [e[1] for e in errors if e[0] == kind == "Miss"]))))
    wrong = [(c, s, False) for _, c, s, counts, _ in errors if counts]
    fp = gain(ap([(c, 0, False) for c, _, _ in wrong], [(c, 1, True) for c, _, _ in right]))
    fn = gain(ap(wrong, right, [c for j in judged for c in j[3]]))
    return dict(ap=before, counts=[sum(e[0] == k for e in errors) for k in KINDS], lost=lost, fp=fp, fn=fn)


def problem(r, n):
    grid = r.choice([1, 4, 16])
    classes = r.choice([1, 2, 4])

    def box():
        w, h = (r.choice([6, 30, 60, 150]) * r.uniform(.5, 1.5) // grid * grid for _ in "wh")
        return [r.uniform(0, 200) // grid * grid, r.uniform(0, 150) // grid * grid, w + grid * r.choice([0, 1]), h]

    images = []
    for _ in range(r.choice([0, 1, 3, 8])):
        truths = [dict(cls=r.randrange(classes), box=box(), crowd=r.random() < .12) for _ in range(r.randrange(0, 7))]
        dets = []
        for _ in range(r.randrange(0, r.choice([3, 12, 130 if n % 8 == 0 else 20]))):
            score = round(r.random(), r.choice([1, 3]))
            if truths and r.random() < .7:
                t = r.choice(truths)
                d = r.choice([0, .05, .15, .4])
                b = [t["box"][0] + r.gauss(0, d) * t["box"][2], t["box"][1] + r.gauss(0, d) * t["box"][3], t["box"][2] * (1 + r.gauss(0, d / 2)), t["box"][3]]
                dets.append(dict(cls=t["cls"] if r.random() < .75 else r.randrange(classes + 1), box=[max(0, round(v)) for v in b], score=score))
            else:
                dets.append(dict(cls=r.randrange(classes + 1), box=box(), score=score))
        images.append((truths, dets))
    return images


def main():
    r = random.Random(11)
    problems = []
    for n in range(60):
        images = problem(r, n)
        fg, bg = r.choice([(.5, .1), (.5, .1), (.75, .1), (.3, .2)])
        problems.append(dict(
            foreground=fg, background=bg, **tide(images, fg, bg),
            truths=[[i, t["cls"], *t["box"], int(t["crowd"])] for i, (ts, _) in enumerate(images) for t in ts],
            detections=[[i, d["cls"], *d["box"], d["score"]] for i, (_, ds) in enumerate(images) for d in ds], images=len(images)))
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tide.json")
    json.dump(problems, open(target, "w"), separators=(",", ":"))
    print(len(problems), sum(len(p["detections"]) for p in problems), "detections", [sum(p["counts"][k] for p in problems) for k in range(6)])


if __name__ == "__main__":
    main()

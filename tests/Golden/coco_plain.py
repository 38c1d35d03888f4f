"""COCO's box evaluation in plain Python, double precision, with every option, from the metric's definition. Slow.

A problem is a dictionary: images and categories (ids), gt rows [image, category, x, y, w, h, area, crowd], dt rows [image,
category, x, y, w, h, score], and options iou, areas ([name, minimum, maximum]), max, classes, agnostic.
"""
import bisect

SPACING = 2.0 ** -52


def spaced(first, last, count):
    """As numpy.linspace rounds: multiples of the step, and the last number itself."""
    step = (last - first) / (count - 1)
    return [first + i * step for i in range(count - 1)] + [last]


IOU = spaced(0.5, 0.95, 10)
RECALLS = spaced(0.0, 1.0, 101)
AREAS = [["all", 0, 1e10], ["small", 0, 1024], ["medium", 1024, 9216], ["large", 9216, 1e10]]
MAXIMUM = [1, 10, 100]


def overlap(d, g):
    w = min(d[2] + d[4], g[2] + g[4]) - max(d[2], g[2])
    h = min(d[3] + d[5], g[3] + g[5]) - max(d[3], g[3])
    if w <= 0 or h <= 0:
        return 0.0
    own = d[4] * d[5]
    return w * h / (own if g[7] else own + g[4] * g[5] - w * h)


def match(gt, dt, threshold, low, high):
    """For each detection, best first: 'hit', 'miss' or 'ignored'."""
    out_of_range = lambda area: area < low or area > high
    ignored = [bool(g[7]) or out_of_range(g[6]) for g in gt]
    order = [i for i in range(len(gt)) if not ignored[i]] + [i for i in range(len(gt)) if ignored[i]]
    taken, states = set(), []
    for d in dt:
        best, choice = min(threshold, 1 - 1e-10), None
        for i in order:
            if choice is not None and ignored[i] and not ignored[choice]:
                break
            if i in taken and not gt[i][7]:
                continue
            o = overlap(d, gt[i])
            if o >= best:
                best, choice = o, i
        if choice is None:
            states.append("ignored" if out_of_range(d[4] * d[5]) else "miss")
        else:
            taken.add(choice)
            states.append("ignored" if ignored[choice] else "hit")
    return states


def curve(states, scored, positives):
    """Precision at the 101 recalls of one class, area range and threshold."""
    hits = misses = 0
    precision, recall = [], []
    for _, state in sorted(zip(scored, states), key=lambda pair: -pair[0]):
        hits += state == "hit"
        misses += state == "miss"
        recall.append(hits / positives)
        precision.append(hits / (hits + misses + SPACING))
    for i in range(len(precision) - 2, -1, -1):
        precision[i] = max(precision[i], precision[i + 1])
    at = [bisect.bisect_left(recall, r) for r in RECALLS]
    return [precision[i] if i < len(precision) else 0.0 for i in at]


def groups_of(problem):
    """Groups (objects, detections) of each class, in the order of image ids."""
    classes = [c for c in sorted(problem["categories"]) if problem.get("classes") is None or c in problem["classes"]]
    merged = [classes] if problem.get("agnostic") else [[c] for c in classes]
    most = (problem.get("max") or MAXIMUM)[-1]
    for of_class in merged:
        groups = []
        for image in sorted(problem["images"]):
            pick = lambda rows: [r for c in of_class for r in rows if r[0] == image and r[1] == c]
            gt, dt = pick(problem["gt"]), sorted(pick(problem["dt"]), key=lambda d: -d[6])[:most]
            if gt or dt:
                groups.append((gt, dt))
        yield -1 if problem.get("agnostic") else of_class[0], groups


def evaluate(problem):
    """All means (-1 where undefined), and [class, AP, AP at the first threshold] of each class with objects."""
    iou, areas, maxima = (problem.get(k) or default for k, default in (("iou", IOU), ("areas", AREAS), ("max", MAXIMUM)))
    precision, recall = {}, {}
    classes = []
    for c, groups in groups_of(problem):
        for a, (_, low, high) in enumerate(areas):
            positives = sum(1 for gt, _ in groups for g in gt if not g[7] and low <= g[6] <= high)
            if positives == 0:
                continue
            if a == 0:
                classes.append(c)
            for t, threshold in enumerate(iou):
                states = [match(gt, dt, threshold, low, high) for gt, dt in groups]
                for m, maximum in enumerate(maxima):
                    recall[c, a, t, m] = sum(s[:maximum].count("hit") for s in states) / positives
                precision[c, a, t] = curve([s for one in states for s in one], [d[6] for _, dt in groups for d in dt], positives)

    def ap(a=0, t=None, c=None):
        values = [v for (kc, ka, kt), q in precision.items() if ka == a and t in (None, kt) and c in (None, kc) for v in q]
        return sum(values) / len(values) if values else -1

    def ar(a, m):
        values = [v for (_, ka, _, km), v in recall.items() if ka == a and km == m]
        return sum(values) / len(values) if values else -1

    find = lambda wanted: next((t for t, v in enumerate(iou) if abs(v - wanted) < 1e-9), -1)
    return dict(
        ap=ap(), ap50=ap(t=find(0.5)), ap75=ap(t=find(0.75)),
        ap_area=[ap(a) for a in range(len(areas))],
        ar_area=[ar(a, len(maxima) - 1) for a in range(len(areas))],
        ar_max=[ar(0, m) for m in range(len(maxima))],
        classes=[[c, ap(c=c), ap(t=0, c=c)] for c in classes])

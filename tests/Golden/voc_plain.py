"""Pascal VOC's average precision, mmdetection's variants of it and its recall of proposals, in plain Python. Slow.

Rows are those of coco_plain.py, gt with one more number for difficult. Restated from the definitions: the development kit's
VOCevaldet and VOCap, mmdetection 2's tpfp_default, tpfp_imagenet, average_precision and eval_recalls; in float64, and with
stable sorts, where mmdetection takes float32 and unstable ones.
"""


def corners(row, shift=0.0):
    return row[2] + shift, row[3] + shift, row[2] + row[4] + shift, row[3] + row[5] + shift


def area(row, extra):
    return (row[4] + extra) * (row[5] + extra)


def overlap(d, g, extra, shift=0.0):
    a, b = corners(d), corners(g, shift)
    w, h = min(a[2], b[2]) - max(a[0], b[0]) + extra, min(a[3], b[3]) - max(a[1], b[1]) + extra
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((a[2] - a[0] + extra) * (a[3] - a[1] + extra) + area(g, extra) - w * h)


def states(gt, dt, threshold, scale, extra, imagenet):
    """For each detection, best first: 'hit', 'miss' or 'ignored'."""
    inside = lambda v: scale is None or scale[0] ** 2 <= v < scale[1] ** 2
    ignored = [bool(g[7]) or bool(g[8]) or not inside(area(g, extra)) for g in gt]
    taken, result = set(), []
    for d in dt:
        ious = [overlap(d, g, extra, -1.0 if imagenet else 0.0) for g in gt]
        choice = None
        if imagenet:
            for i, g in enumerate(gt):
                w, h = g[4] + extra, g[5] + extra
                own = min(w * h / ((w + 10) * (h + 10)), threshold)
                if i not in taken and ious[i] >= own and (choice is None or ious[i] > ious[choice]):
                    choice = i
        elif gt and max(ious) >= threshold:
            choice = ious.index(max(ious))
        if choice is None:
            result.append("miss" if inside(area(d, extra)) else "ignored")
        elif ignored[choice]:
            result.append("ignored")
        else:
            result.append("miss" if choice in taken else "hit")
        if choice is not None:
            taken.add(choice)
    return result


def average_precision(recall, precision, eleven):
    if eleven:
        return sum(max([p for p, r in zip(precision, recall) if r >= i * 0.1], default=0.0) for i in range(11)) / 11
    r, p = [0.0, *recall, 1.0], [0.0, *precision, 0.0]
    for i in range(len(p) - 2, -1, -1):
        p[i] = max(p[i], p[i + 1])
    return sum((r[i] - r[i - 1]) * p[i] for i in range(1, len(r)) if r[i] != r[i - 1])


def evaluate(problem, iou, scales, eleven, inclusive, imagenet):
    """[class, [scale][threshold] AP, [scale][threshold] recall]; -1 without objects."""
    extra, out = (1.0 if inclusive else 0.0), []
    for c in sorted(problem["categories"]):
        groups = []
        for image in sorted(problem["images"]):
            pick = lambda rows: [r for r in rows if r[0] == image and r[1] == c]
            groups.append((pick(problem["gt"]), sorted(pick(problem["dt"]), key=lambda d: -d[6])))
        aps, recalls = [], []
        for scale in scales or [None]:
            inside = lambda g: scale is None or scale[0] ** 2 <= area(g, extra) < scale[1] ** 2
            positives = sum(1 for gt, _ in groups for g in gt if not g[7] and not g[8] and inside(g))
            row = [curve(groups, threshold, scale, extra, imagenet, eleven, positives) for threshold in iou]
            aps.append([v[0] for v in row])
            recalls.append([v[1] for v in row])
        out.append([c, aps, recalls])
    return out


def curve(groups, threshold, scale, extra, imagenet, eleven, positives):
    if positives == 0:
        return -1, -1
    scored = [(d[6], s) for gt, dt in groups for d, s in zip(dt, states(gt, dt, threshold, scale, extra, imagenet))]
    hits = misses = 0
    recall, precision = [], []
    for _, state in sorted(scored, key=lambda pair: -pair[0]):
        hits += state == "hit"
        misses += state == "miss"
        recall.append(hits / positives)
        precision.append(hits / (hits + misses) if hits + misses else 0.0)
    return average_precision(recall, precision, eleven), hits / positives


def proposal_recall(problem, numbers, iou):
    """[number][threshold] share of the objects that proposals find; -1 without objects."""
    objects, found = 0, [[0] * len(iou) for _ in numbers]
    for image in sorted(problem["images"]):
        gt = [g for g in problem["gt"] if g[0] == image and not g[7] and not g[8]]
        dt = sorted(sorted((d for d in problem["dt"] if d[0] == image), key=lambda d: d[1]), key=lambda d: -d[6])
        objects += len(gt)
        for n, number in enumerate(numbers):
            table = {(g, d): overlap(dt[d], gt[g], 0.0) for g in range(len(gt)) for d in range(min(number, len(dt)))}
            while table:
                best = max(table.values())
                g, d = next(pair for pair, v in table.items() if v == best)
                table = {pair: v for pair, v in table.items() if pair[0] != g and pair[1] != d}
                for t, threshold in enumerate(iou):
                    found[n][t] += best >= threshold
    return [[v / objects if objects else -1 for v in row] for row in found]

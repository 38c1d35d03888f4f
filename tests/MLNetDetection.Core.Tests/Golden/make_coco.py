#!/usr/bin/python3
"""Writes coco.json: random small problems and their 12 COCO figures by a slow reference.
usage: make_coco.py FOLDER_OF_coco_reference.py"""
import json, os, random, sys
sys.path.insert(0, sys.argv[1])
from coco_reference import evaluate
r = random.Random(7); problems = []
for n in range(40):
    images = r.choice([0, 1, 3, 8]); classes = r.choice([1, 2, 4]); grid = r.choice([1, 4, 16]); most = r.choice([3, 12, 130 if n % 5 == 0 else 12])
    gts, dts = [], []
    def box():
        w = r.choice([0, 6, 30, 60, 150]) * r.uniform(.5, 1.5) // grid * grid; h = r.choice([6, 30, 60, 150]) * r.uniform(.5, 1.5) // grid * grid
        return [r.uniform(0, 300) // grid * grid, r.uniform(0, 200) // grid * grid, w, h]
    for i in range(images):
        own = []
        for _ in range(r.randrange(0, 6)):
            b = box(); c = r.randrange(classes)
            gts.append(dict(image_id=i * 3 - 5, category_id=c, bbox=b, area=b[2] * b[3] * r.choice([1, 1, .6]), iscrowd=int(r.random() < .15))); own.append((b, c))
        for _ in range(r.randrange(0, most)):
            if own and r.random() < .6:
                b, c = r.choice(own); d = r.choice([0, .03, .1]); b = [b[0] + r.gauss(0, d) * b[2], b[1] + r.gauss(0, d) * b[3], b[2] * (1 + r.gauss(0, d) * (d > 0)), b[3]]
                b = [round(v) // grid * grid if grid > 1 else round(v, 1) for v in b]; b[2] = max(0, b[2])
            else:
                b, c = box(), r.randrange(classes + 1)
            dts.append(dict(image_id=i * 3 - 5, category_id=c, bbox=b, score=round(r.random(), r.choice([1, 3]))))
    figures, _ = evaluate(gts, dts, sorted({i * 3 - 5 for i in range(images)}))
    problems.append(dict(images=[i * 3 - 5 for i in range(images)], figures=figures,
        truths=[[g["image_id"], g["category_id"], *g["bbox"], g["area"], g["iscrowd"]] for g in gts],
        detections=[[d["image_id"], d["category_id"], *d["bbox"], d["score"]] for d in dts]))
json.dump(problems, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "coco.json"), "w"), separators=(",", ":"))
print(len(problems), sum(len(p["detections"]) for p in problems))

"""Weights, pixels and a JPEG for both sides, as shared/peers/torchvision_ssd.py draws them; and torchvision's time from that JPEG to detections.

    inference_peer.py write MODEL CLASSES BATCH FOLDER
    inference_peer.py jpeg MODEL CLASSES FOLDER RUNS
"""
import os
import statistics
import sys
import time
import warnings

import PIL.Image
import torch
import torchvision
from torchvision.models import detection

warnings.filterwarnings("ignore")
torch.set_num_threads(2)


def build(name, classes):
    torch.manual_seed(0)
    return getattr(detection, name)(weights=None, weights_backbone=None, num_classes=classes).eval()


def write(name, classes, batch, folder):
    model = build(name, int(classes))
    pictures = [torch.rand(3, 480, 640) for _ in range(int(batch))]
    torch.save(model.state_dict(), os.path.join(folder, "weights.pth"))
    for i, picture in enumerate(pictures):
        pixels = (picture.permute(1, 2, 0) * 255).round().byte().contiguous().numpy()
        pixels.tofile(os.path.join(folder, f"{i}.rgb"))
        if i == 0:
            PIL.Image.fromarray(pixels).resize((64, 48)).resize((640, 480)).save(os.path.join(folder, "picture.jpg"), quality=90)


def jpeg(name, classes, folder, runs):
    model = build(name, int(classes))
    times = []
    with torch.inference_mode():
        for _ in range(int(runs) + 2):
            start = time.perf_counter()
            picture = PIL.Image.open(os.path.join(folder, "picture.jpg")).convert("RGB")
            model([torchvision.transforms.functional.to_tensor(picture)])
            times.append((time.perf_counter() - start) * 1e3)
    print(statistics.median(times[2:]))


globals()[sys.argv[1]](*sys.argv[2:])

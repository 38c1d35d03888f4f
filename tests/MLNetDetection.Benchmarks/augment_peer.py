"""The peer of SampleChainComparison: JPEG to a 300x300 float tensor through SSD's augmentations, by PIL and torchvision, on one core.
usage: augment_peer.py FOLDER COUNT    prints milliseconds for each image."""
import os, random, sys, time

import torch
from PIL import Image
from torchvision import transforms
from torchvision.transforms import functional as F

torch.set_num_threads(1)
random.seed(1)
torch.manual_seed(1)
files = sorted(os.path.join(sys.argv[1], f) for f in os.listdir(sys.argv[1]) if f.endswith('.jpg'))[:int(sys.argv[2])]
# The same probabilities and ranges as PhotometricDistortion's defaults; each change is drawn on its own.
changes = [transforms.ColorJitter(brightness=32 / 255), transforms.ColorJitter(contrast=0.5), transforms.ColorJitter(saturation=0.5), transforms.ColorJitter(hue=0.05)]


def augment(image):
    for change in changes:
        if random.random() < 0.5:
            image = change(image)
    if random.random() < 0.5:
        ratio = random.uniform(1, 4)
        w, h = int(image.width * ratio), int(image.height * ratio)
        left, top = random.randint(0, w - image.width), random.randint(0, h - image.height)
        image = F.pad(image, [left, top, w - image.width - left, h - image.height - top], fill=(123, 117, 104))
    if random.random() < 6 / 7:
        across, down = random.uniform(0.3, 1), random.uniform(0.3, 1)
        left, top = random.uniform(0, 1 - across), random.uniform(0, 1 - down)
        image = F.crop(image, int(top * image.height), int(left * image.width), max(1, int(down * image.height)), max(1, int(across * image.width)))
    if random.random() < 0.5:
        image = F.hflip(image)
    tensor = F.to_tensor(F.resize(image, [300, 300]))
    return F.normalize(tensor, [0.48235, 0.45882, 0.40784], [1 / 255, 1 / 255, 1 / 255])


def run():
    start = time.perf_counter()
    for path in files:
        with Image.open(path) as image:
            augment(image.convert('RGB'))
    return (time.perf_counter() - start) / len(files) * 1e3


times = sorted(run() for _ in range(9))
print(times[len(times) // 2])

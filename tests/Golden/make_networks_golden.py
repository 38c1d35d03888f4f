#!/usr/bin/python3
"""Golden files of whole networks, from torchvision 0.14.1 and from plain PyTorch models written here after the published descriptions.

usage: make_networks_golden.py [NAME...]              rewrites Networks/*.json beside this script
       make_networks_golden.py --whole FOLDER [NAME...]  writes FOLDER/NAME.weights.pth, .legacy.pth and .outputs.pth for ./build.sh verify

Weights come from one integer formula of key and index, which the tests repeat; tensors are kept as sampled values, sum and norm.
Keys are this library's; the functions `native` give them.
"""
import json, math, os, re, sys
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models import resnet
from torchvision.models.detection import _utils, ssd, ssdlite
from torchvision.models.detection.image_list import ImageList
from torchvision.ops import boxes as box_ops

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Networks")


# --- the formula -----------------------------------------------------------------------------------------------------------

def fnv(text):
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def mixed(key, count):
    x = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(fnv(key))
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x85EBCA6B)
    x ^= x >> np.uint32(13)
    x *= np.uint32(0xC2B2AE35)
    x ^= x >> np.uint32(16)
    return x


def centred(key, count):
    return (mixed(key, count) >> np.uint32(8)).astype(np.float32) * np.float32(2.0 ** -24) - np.float32(0.5)


def drawn(key, count):
    """As `centred`, by PyTorch."""
    return (torch.rand(count) - 0.5).numpy()


def value_of(key, shape, gains, numbers):
    u = numbers(key, int(np.prod(shape)) if len(shape) else 1)
    if key.endswith("num_batches_tracked"):
        return torch.zeros(shape, dtype=torch.int64)
    if len(shape) == 4:
        gain = (gains["class"] if "classification_head" in key else gains["box"] if "regression_head" in key
                else gains["input"] if shape[1] == 3 else gains["layer"])
        u = u * np.float32(math.sqrt(24.0 / (shape[1] * shape[2] * shape[3])) * gain)
    elif key.endswith("scale_weight"):
        u = np.float32(20) + u * np.float32(4)
    elif key.endswith("running_var"):
        u = np.float32(1) + u
    elif key.endswith("weight"):
        u = np.float32(1) + u * np.float32(0.4)
    else:
        u = u * np.float32(0.2)
    return torch.from_numpy(u.reshape(shape).copy())


def fill(model, native, gains, numbers=centred):
    with torch.no_grad():
        for key, tensor in model.state_dict().items():
            tensor.copy_(value_of(native(key), tuple(tensor.shape), gains, numbers))


def picture(index, width, height):
    """uint8 [height, width, 3]: triangular waves, lighter blocks, and noise, so that no two places are alike."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    wave = (x * (index + 2) + y * 3 + c * 70 + index * 31) & 255
    value = np.where(wave < 128, wave, 255 - wave)
    noise = (mixed(f"picture {index}", height * width * 3) >> np.uint32(26)).reshape(height, width, 3)
    return torch.from_numpy((value + np.where((x // 32 + y // 24 + index) % 3 == 0, 64, 0) + noise).astype(np.uint8))


# --- what is kept ----------------------------------------------------------------------------------------------------------

def kept(tensor, samples=48):
    flat = tensor.detach().double().reshape(-1)
    step = max(1, flat.numel() // samples)
    picked = flat[::step][:samples]
    return dict(shape=list(tensor.shape), step=step, values=[float(np.float32(v)) for v in picked], sum=float(flat.sum()), norm=float(flat.norm()))


OBJECTS = [
    dict(boxes=[[20, 30, 140, 180], [150, 60, 280, 250], [200, 10, 240, 60]], labels=[1, 3, 2]),
    dict(boxes=[[5, 5, 60, 90], [90, 120, 290, 290]], labels=[2, 1]),
]


# --- plain models ----------------------------------------------------------------------------------------------------------

class Resnet50Ssd(nn.Module):
    """SSD300 with ResNet50 as NVIDIA's DeepLearningExamples describe it."""
    CHANNELS, MIDDLE, ANCHORS = [1024, 512, 512, 256, 256, 256], [256, 256, 128, 128, 128], [4, 6, 6, 6, 4, 4]

    def __init__(self, classes):
        super().__init__()
        body = resnet.resnet50(weights=None)
        body.layer3[0].conv2.stride = body.layer3[0].downsample[0].stride = (1, 1)
        self.feature_extractor = nn.Module()
        self.feature_extractor.feature_extractor = nn.Sequential(
            body.conv1, body.bn1, body.relu, body.maxpool, body.layer1, body.layer2, body.layer3)
        self.additional_blocks = nn.ModuleList()
        for i, middle in enumerate(self.MIDDLE):
            stride, padding = (2, 1) if i < 3 else (1, 0)
            self.additional_blocks.append(nn.Sequential(
                nn.Conv2d(self.CHANNELS[i], middle, 1, bias=False), nn.BatchNorm2d(middle), nn.ReLU(),
                nn.Conv2d(middle, self.CHANNELS[i + 1], 3, stride, padding, bias=False), nn.BatchNorm2d(self.CHANNELS[i + 1]), nn.ReLU()))
        self.loc = nn.ModuleList(nn.Conv2d(c, a * 4, 3, padding=1) for c, a in zip(self.CHANNELS, self.ANCHORS))
        self.conf = nn.ModuleList(nn.Conv2d(c, a * classes, 3, padding=1) for c, a in zip(self.CHANNELS, self.ANCHORS))
        self.classes = classes

    def heads(self, x):
        maps = [self.feature_extractor.feature_extractor(x)]
        for block in self.additional_blocks:
            maps.append(block(maps[-1]))
        locations = torch.cat([layer(m).flatten(1).reshape(len(x), 4, -1) for layer, m in zip(self.loc, maps)], 2)
        classes = torch.cat([layer(m).flatten(1).reshape(len(x), self.classes, -1) for layer, m in zip(self.conf, maps)], 2)
        return classes.transpose(1, 2), locations.transpose(1, 2)

    def anchors(self):
        """8,732 boxes, pixels: shape before cell, centres clamped to the picture before corners."""
        scales, steps = [21, 45, 99, 153, 207, 261, 315], [8, 16, 32, 64, 100, 300]
        rows = []
        for k, (cells, ratios) in enumerate(zip([38, 19, 10, 5, 3, 1], [[2], [2, 3], [2, 3], [2, 3], [2], [2]])):
            first, between = scales[k] / 300, math.sqrt(scales[k] / 300 * (scales[k + 1] / 300))
            sizes = [(first, first), (between, between)]
            for r in ratios:
                sizes += [(first * math.sqrt(r), first / math.sqrt(r)), (first / math.sqrt(r), first * math.sqrt(r))]
            for w, h in sizes:
                rows += [((j + .5) / (300 / steps[k]), (i + .5) / (300 / steps[k]), w, h) for i in range(cells) for j in range(cells)]
        boxes = torch.tensor(rows, dtype=torch.float32).clamp(0, 1)
        return torch.cat([boxes[:, :2] - .5 * boxes[:, 2:], boxes[:, :2] + .5 * boxes[:, 2:]], 1) * 300


class GluonSsd(nn.Module):
    """The teaching SSD of the Gluon tutorial."""
    def __init__(self, classes):
        super().__init__()
        channels = [3, 16, 32, 64, 128, 128, 128]
        blocks = [nn.Sequential(
            nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.Conv2d(b, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(),
            nn.MaxPool2d(2)) for a, b in zip(channels, channels[1:])]
        self.body, self.downsamples, self.classes = nn.Sequential(*blocks[:3]), nn.ModuleList(blocks[3:]), classes
        self.cls = nn.ModuleList(nn.Conv2d(c, 4 * classes, 3, padding=1) for c in (64, 128, 128, 128))
        self.box = nn.ModuleList(nn.Conv2d(c, 4 * 4, 3, padding=1) for c in (64, 128, 128, 128))

    def heads(self, x):
        maps = [self.body(x)]
        for block in self.downsamples:
            maps.append(block(maps[-1]))
        flat = lambda layers, columns: torch.cat(
            [layer(m).permute(0, 2, 3, 1).reshape(len(x), -1, columns) for layer, m in zip(layers, maps)], 1)
        return flat(self.cls, self.classes), flat(self.box, 4)

    def anchors(self):
        """5,440 boxes, pixels: per cell both sizes with ratio 1, then the first size with ratios 2 and 1/2."""
        rows = []
        for cells, (small, large) in zip((32, 16, 8, 4), ((.2, .272), (.37, .447), (.54, .619), (.71, .79))):
            root = math.sqrt(2)
            sizes = [(small, small), (large, large), (small * root, small / root), (small / root, small * root)]
            for i in range(cells):
                for j in range(cells):
                    x, y = (j + .5) / cells, (i + .5) / cells
                    rows += [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for w, h in sizes]
        return (torch.tensor(rows, dtype=torch.float64) * 256).float()


# --- the networks ----------------------------------------------------------------------------------------------------------

class Case:
    """Gains keep activations near 1 through all layers, where float32 is exact enough to compare, and logits apart enough for one order."""
    size, pictures, type, lr, gains = 300, 2, torch.float64, 1e-3, dict(input=1.0, layer=1.0, box=0.3, **{"class": 1.0})

    def __init__(self, name, classes):
        self.name, self.classes = name, classes
        self.model = self.build()
        fill(self.model, self.native, self.gains)

    def native(self, key):
        return key

    def state(self):
        """As its publisher would write it."""
        return self.model.state_dict()

    def heads(self, x):
        return self.model.heads(x)

    def anchors(self):
        return self.model.anchors()

    def loss(self, logits, deltas, anchors, objects, matches):
        """SSD's: softmax with the hardest negatives, smooth L1; both over max(1, positives)."""
        part = Torchvision.part(self)
        losses = part.compute_loss(objects, dict(bbox_regression=deltas, cls_logits=logits), [anchors] * len(objects), matches)
        return losses["classification"], losses["bbox_regression"]


class Torchvision(Case):
    @staticmethod
    def part(case):
        class Part(ssd.SSD):
            def __init__(self):
                nn.Module.__init__(self)
                self.box_coder, self.neg_to_pos_ratio = _utils.BoxCoder(weights=(10., 10., 5., 5.)), 3.0
        return Part()

    def heads(self, x):
        out = self.model.head(list(self.model.backbone(x).values()))
        return out["cls_logits"], out["bbox_regression"]

    def anchors(self):
        maps = list(self.model.backbone(torch.zeros(1, 3, self.size, self.size)).values())
        return self.model.anchor_generator(ImageList(torch.zeros(1, 3, self.size, self.size), [(self.size, self.size)]), maps)[0]

    def normalise(self, pixels):
        return torch.stack([self.model.transform.normalize(p.permute(2, 0, 1).double() / 255) for p in pixels])


class Ssd300Vgg16(Torchvision):
    pictures, type, lr, gains = 1, torch.float32, 2e-6, dict(input=1 / 128, layer=1.0, box=0.3, **{"class": 0.7})

    def normalise(self, pixels):
        """Less the means on the scale of bytes, rounded once: the same bits in both languages."""
        means = torch.tensor([m * 255 for m in self.model.transform.image_mean], dtype=torch.float32)
        return (pixels.float() - means).permute(0, 3, 1, 2).double()

    def build(self):
        return ssd.ssd300_vgg16(weights=None, weights_backbone=None, num_classes=self.classes)


class SsdLite320(Torchvision):
    size, gains = 320, dict(input=1.0, layer=0.85, box=0.5, **{"class": 1.5})

    def build(self):
        return ssdlite.ssdlite320_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=self.classes)


class Ssd300Resnet50(Case):
    lr, gains = 1e-4, dict(input=1.0, layer=0.6, box=0.3, **{"class": 1.0})

    def build(self):
        return Resnet50Ssd(self.classes)

    def native(self, key):
        for old, new in (("feature_extractor.feature_extractor.", "backbone.feature_extractor."), ("additional_blocks.", "backbone.additional_blocks."),
                         ("loc.", "head.regression_head.module_list."), ("conf.", "head.classification_head.module_list.")):
            if key.startswith(old):
                return new + key[len(old):]
        return key

    def normalise(self, pixels):
        mean, deviation = torch.tensor([.485, .456, .406], dtype=torch.float64), torch.tensor([.229, .224, .225], dtype=torch.float64)
        return ((pixels.double() / 255 - mean) / deviation).permute(0, 3, 1, 2)

    def loss(self, logits, deltas, anchors, objects, matches):
        """Per image over its positives, then the mean over images; negatives ranked by the double sort."""
        classes, boxes = [], []
        coder = _utils.BoxCoder(weights=(10., 10., 5., 5.))
        for n, (item, match) in enumerate(zip(objects, matches)):
            mask = match >= 0
            label = torch.where(mask, item["labels"][match.clamp(min=0)], torch.zeros_like(match))
            wanted = coder.encode_single(item["boxes"][match[mask]], anchors[mask]).float().to(deltas.dtype)
            loss = F.cross_entropy(logits[n], label, reduction="none")
            negative = loss.clone()
            negative[mask] = 0
            rank = negative.sort(descending=True)[1].sort()[1]
            picked = rank < min(3 * int(mask.sum()), len(mask))
            classes.append((loss * (mask.float() + picked.float())).sum() / mask.sum())
            boxes.append(F.smooth_l1_loss(deltas[n][mask], wanted, reduction="sum") / mask.sum())
        return torch.stack(classes).mean(), torch.stack(boxes).mean()


class Ssd256Gluon(Case):
    size, lr, gains = 256, 1e-2, dict(input=1 / 64, layer=0.8, box=0.3, **{"class": 1.0})

    def build(self):
        return GluonSsd(self.classes)

    def native(self, key):
        key = re.sub(r"^(body|downsamples)\.", r"backbone.\1.", key)
        return key.replace("cls.", "head.classification_head.module_list.").replace("box.", "head.regression_head.module_list.")

    def state(self):
        return {self.native(k): v for k, v in self.model.state_dict().items()}

    def normalise(self, pixels):
        return (pixels.double() - torch.tensor([123., 117., 104.], dtype=torch.float64)).permute(0, 3, 1, 2)

    def loss(self, logits, deltas, anchors, objects, matches):
        """Focal (0.25, 2) over positives and 4 negatives each of the lowest background score; smooth L1; means over anchors."""
        coder, classes, boxes = _utils.BoxCoder(weights=(10., 10., 2.5, 2.5)), 0, 0
        for n, (item, match) in enumerate(zip(objects, matches)):
            mask = match >= 0
            label = torch.where(mask, item["labels"][match.clamp(min=0)], torch.zeros_like(match))
            probability = logits[n].softmax(-1)
            background = torch.where(mask, torch.full_like(probability[:, 0], 2), probability[:, 0]).detach()
            counted = mask.clone()
            counted[background.sort(stable=True)[1][:4 * int(mask.sum())]] = True
            p = probability.gather(1, label[:, None])[:, 0]
            classes = classes + (-.25 * (1 - p) ** 2 * p.log() * counted).mean()
            wanted = coder.encode_single(item["boxes"][match[mask]], anchors[mask])
            boxes = boxes + F.smooth_l1_loss(deltas[n][mask], wanted, reduction="sum") / (4 * len(mask))
        return classes / len(objects), boxes / len(objects)


CASES = {
    "ssd300_vgg16_21": lambda: Ssd300Vgg16("ssd300_vgg16", 21),
    "ssd300_vgg16_91": lambda: Ssd300Vgg16("ssd300_vgg16", 91),
    "ssdlite320_mobilenet_v3_large_91": lambda: SsdLite320("ssdlite320_mobilenet_v3_large", 91),
    "ssd300_resnet50_21": lambda: Ssd300Resnet50("ssd300_resnet50", 21),
    "ssd256_gluon_4": lambda: Ssd256Gluon("ssd256_gluon", 4),
}


def detections(case):
    """torchvision's own results on pictures of five sizes."""
    found = []
    for index, (width, height) in enumerate(((300, 300), (200, 160), (400, 240), (123, 321), (640, 480))):
        pixels = picture(index + 10, width, height)
        with torch.no_grad():
            result = case.model([pixels.permute(2, 0, 1).float() / 255])[0]
        found.append(dict(
            index=index + 10, width=width, height=height, labels=result["labels"].tolist(),
            boxes=[round(float(v), 4) for v in result["boxes"].reshape(-1)], scores=[float(np.float32(v)) for v in result["scores"]]))
    return found


def rounded(values):
    return [float(f"{v:.10g}") for v in values]


def training(case, x, anchors, objects, matches):
    """Three steps, with BatchNorm's batch statistics; in float64 where that does not take minutes: in float32 one flipped ReLU moves a
    gradient by 1e-3 of its norm, between one and two threads of PyTorch itself."""
    case.model.to(case.type).train()
    x = x.to(case.type).contiguous(memory_format=torch.channels_last)
    objects = [dict(boxes=o["boxes"].to(case.type), labels=o["labels"]) for o in objects]
    names = {id(p): case.native(k) for k, p in case.model.named_parameters()}
    before = {k: v.clone() for k, v in case.model.state_dict().items()}
    optimizer = torch.optim.SGD(case.model.parameters(), lr=case.lr, momentum=.9, weight_decay=5e-4)
    result = dict(learningRate=case.lr, double=case.type == torch.float64, losses=[])
    for step in range(3):
        classes, boxes = case.loss(*case.heads(x), anchors.to(case.type), objects, matches)
        result["losses"].append(rounded([float(classes), float(boxes)]))
        optimizer.zero_grad()
        (classes + boxes).backward()
        if step == 0:
            result["gradients"] = {names[id(p)]: kept(p.grad, 6) for p in case.model.parameters()}
        optimizer.step()
    result["trained"] = {
        case.native(k): dict(kept(v, 6), moved=float((v - before[k]).norm()))
        for k, v in case.model.state_dict().items() if not k.endswith("num_batches_tracked")}
    return result


def problem(case, count):
    """Pictures in float64, anchors, objects and matches."""
    x = case.normalise(torch.stack([picture(i, case.size, case.size) for i in range(count)]))
    case.model.eval()
    with torch.no_grad():
        anchors = case.anchors()
    scale = case.size / 300
    objects = [dict(boxes=torch.tensor(o["boxes"], dtype=torch.float32) * scale, labels=torch.tensor(o["labels"])) for o in OBJECTS[:count]]
    return x, anchors, objects, [_utils.SSDMatcher(.5)(box_ops.box_iou(o["boxes"], anchors)) for o in objects]


def golden(case):
    x, anchors, objects, matches = problem(case, case.pictures)
    result = dict(name=case.name, classes=case.classes, size=case.size, gains=case.gains)
    with torch.no_grad():
        logits, deltas = case.heads(x[:1].float())
        losses = case.loss(*case.heads(x.float()), anchors, objects, matches)
    result.update(
        parameters=sum(p.numel() for p in case.model.parameters()), anchors=kept(anchors, 4000), logits=kept(logits, 400),
        deltas=kept(deltas, 400), losses=rounded(map(float, losses)))
    if isinstance(case, Torchvision):
        result["detections"] = detections(case)
    result["objects"] = [dict(boxes=[float(v) for v in o["boxes"].reshape(-1)], labels=o["labels"].tolist()) for o in objects]
    result["matches"] = [[[int(a), int(m[a])] for a in torch.where(m >= 0)[0]] for m in matches]
    result["training"] = training(case, x, anchors, objects, matches)
    return result


def whole(case, folder, name):
    """A network with weights that PyTorch draws: its state in both of PyTorch's formats, whole outputs, and whole gradients
    of float64 where that does not take minutes."""
    torch.manual_seed(7)
    fill(case.model, case.native, case.gains, drawn)
    x, anchors, objects, matches = problem(case, 1)
    path = os.path.join(folder, name)
    torch.save(case.state(), path + ".weights.pth")
    torch.save(case.state(), path + ".legacy.pth", _use_new_zipfile_serialization=False)
    with torch.no_grad():
        logits, deltas = case.heads(x.float())
    result = dict(logits=logits.contiguous(), deltas=deltas.contiguous(), anchors=anchors)
    if case.type == torch.float64:
        case.model.double()
        losses = case.loss(*case.heads(x), anchors.double(), [dict(o, boxes=o["boxes"].double()) for o in objects], matches)
        sum(losses).backward()
        result["losses"] = torch.stack(losses).detach()
        result.update({"gradient." + case.native(k): p.grad.float() for k, p in case.model.named_parameters()})
    torch.save(result, path + ".outputs.pth")


if __name__ == "__main__":
    torch.set_num_threads(1)
    arguments = sys.argv[1:]
    folder = arguments[1] if arguments[:1] == ["--whole"] else None
    for name in (arguments[2:] if folder else arguments) or CASES:
        case = CASES[name]()
        if folder:
            whole(case, folder, name)
        else:
            os.makedirs(HERE, exist_ok=True)
            with open(os.path.join(HERE, name + ".json"), "w") as f:
                json.dump(golden(case), f, separators=(",", ":"))
                f.write("\n")
        print(name, flush=True)

#!/usr/bin/python3
"""A small SSD trained by PyTorch alone, to fine-tune from: Weights/{squares,squares_backbone}.pth beside this script (Debian: python3-torchvision).

usage: make_finetune_golden.py            takes a minute or two

The network is TinySsd(80, 60, 24)'s, with its keys; it learns squares of three colours that the tests' own set does not have. float16, to be small.
"""
import os, sys, torch
from torch import nn
from torchvision.models.detection import _utils
from torchvision.models.detection.anchor_utils import DefaultBoxGenerator
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.ssd import SSD
from torchvision.ops import boxes as box_ops

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Weights")
WIDTH, HEIGHT, CHANNELS, STEPS, BATCH = 80, 60, 24, 700, 16
COLOURS = torch.tensor([[20, 200, 20], [220, 200, 20], [160, 20, 200]])  # green, yellow, purple


def block(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class Backbone(nn.Module):
    def __init__(self, c):
        super().__init__()
        e, q, h = c // 8, c // 4, c // 2
        self.stem = nn.Sequential(block(3, e, 2), block(e, q), block(q, q, 2), block(q, h), block(h, h, 2), block(h, c), block(c, c))
        self.stages = nn.ModuleList(nn.Sequential(block(c, c, 2), block(c, c)) for _ in range(3))

    def forward(self, x):
        maps = [self.stem(x)]
        for stage in self.stages:
            maps.append(stage(maps[-1]))
        return maps


class Scores(nn.Module):
    def __init__(self, c, columns):
        super().__init__()
        self.columns = columns
        self.module_list = nn.ModuleList(nn.Conv2d(c, 4 * columns, 3, padding=1) for _ in range(4))
        for layer in self.module_list:
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, maps):
        return torch.cat([m(x).permute(0, 2, 3, 1).reshape(len(x), -1, self.columns) for m, x in zip(self.module_list, maps)], 1)


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = Backbone(CHANNELS)
        self.head = nn.ModuleDict(dict(classification_head=Scores(CHANNELS, len(COLOURS) + 1), regression_head=Scores(CHANNELS, 4)))

    def forward(self, pixels):
        maps = self.backbone((pixels - 127.5) / 63.75)
        return dict(cls_logits=self.head["classification_head"](maps), bbox_regression=self.head["regression_head"](maps)), maps


def picture(g):
    def draw(low, high):
        return int(torch.randint(low, high, (1,), generator=g))
    image = torch.full((3, HEIGHT, WIDTH), float(draw(90, 160)))
    side = draw(16, 33)
    x, y, kind = draw(0, WIDTH - side), draw(0, HEIGHT - side), draw(0, len(COLOURS))
    image[:, y:y + side, x:x + side] = COLOURS[kind].float()[:, None, None]
    return image, torch.tensor([[x, y, x + side, y + side]]).float(), torch.tensor([kind + 1])


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    g = torch.Generator().manual_seed(1)
    network = Detector()
    loss = SSD.__new__(SSD)
    nn.Module.__init__(loss)
    loss.box_coder, loss.neg_to_pos_ratio = _utils.BoxCoder(weights=(10., 10., 5., 5.)), 3
    matcher = _utils.SSDMatcher(0.5)
    boxes = DefaultBoxGenerator([[2]] * 4, scales=[.08, .2, .35, .55, .8])
    optimizer = torch.optim.SGD(network.parameters(), 0.02, momentum=0.9, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.02, total_steps=STEPS)
    for step in range(STEPS):
        drawn = [picture(g) for _ in range(BATCH)]
        pixels = torch.stack([image for image, _, _ in drawn])
        output, maps = network(pixels)
        anchors = boxes(ImageList(pixels, [(HEIGHT, WIDTH)] * BATCH), maps)
        targets = [dict(boxes=b, labels=l) for _, b, l in drawn]
        matched = [matcher(box_ops.box_iou(t["boxes"], a)) for t, a in zip(targets, anchors)]
        parts = loss.compute_loss(targets, output, anchors, matched)
        optimizer.zero_grad()
        sum(parts.values()).backward()
        optimizer.step()
        schedule.step()
        if step % 50 == 49:
            print(step + 1, {k: round(float(v), 3) for k, v in parts.items()}, file=sys.stderr)
    state = {k: v.half() if v.is_floating_point() else v for k, v in network.state_dict().items()}
    torch.save(state, os.path.join(HERE, "squares.pth"))
    torch.save({k: v for k, v in state.items() if k.startswith("backbone.")}, os.path.join(HERE, "squares_backbone.pth"))


main()

#!/usr/bin/python3
"""Golden files of weights as PyTorch writes them, and the keys of torchvision's classification networks.

usage: make_weights_golden.py            rewrites Weights/* beside this script (Debian: python3-torchvision)
"""
import argparse, collections, json, os, torch, torchvision

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Weights")


def tensors():
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    state = collections.OrderedDict()
    state["float"] = base / 8 - 1
    state["double"] = torch.tensor([1.5, -2.25], dtype=torch.float64)
    state["half"] = torch.tensor([[0.5, -3.0]], dtype=torch.float16)
    state["bfloat"] = torch.tensor([2.0, -0.125], dtype=torch.bfloat16)
    state["long"] = torch.tensor(7)
    state["int"] = torch.tensor([1, -2], dtype=torch.int32)
    state["byte"] = torch.tensor([0, 255], dtype=torch.uint8)
    state["bool"] = torch.tensor([True, False])
    state["transposed"] = base.t()
    state["column"] = base[:, 2]
    state["later"] = base[2:]
    state["empty"] = torch.zeros(0, 3)
    state["parameter"] = torch.nn.Parameter(torch.tensor([3.0]))
    return state


def save_states():
    state = tensors()
    torch.save(state, os.path.join(HERE, "state.pth"))
    torch.save(state, os.path.join(HERE, "state.legacy.pth"), _use_new_zipfile_serialization=False)
    # As training scripts save them: MultiStepLR keeps its milestones in a Counter.
    checkpoint = dict(epoch=3, optimizer=dict(state={0: dict(step=torch.tensor(4.0))}, lr=0.1), scheduler=dict(milestones=collections.Counter([43, 54])),
                      label_map={0: "background", 1: "person"}, model={"module." + k: v for k, v in state.items()})
    torch.save(checkpoint, os.path.join(HERE, "checkpoint.pth"))
    torch.save(checkpoint, os.path.join(HERE, "checkpoint.legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save(dict(weight=torch.ones(2), args=argparse.Namespace(rate=0.1)), os.path.join(HERE, "namespace.pth"))
    with open(os.path.join(HERE, "state.json"), "w") as f:
        json.dump({k: dict(type=str(v.dtype), shape=list(v.shape), values=[float(x) for x in v.detach().reshape(-1)]) for k, v in state.items()}, f)
        f.write("\n")


def nvidia_ssd300(classes=81):
    """The modules of NVIDIA's SSD300 on ResNet50, by its published description: ResNet to conv4, five extra blocks, two lists of heads."""
    nn = torch.nn
    model, extractor = nn.Module(), nn.Module()
    extractor.feature_extractor = nn.Sequential(*list(torchvision.models.resnet50(weights=None).children())[:7])
    model.feature_extractor = extractor
    channels = [1024, 512, 512, 256, 256, 256]

    def extra(inputs, middle, outputs):
        return nn.Sequential(nn.Conv2d(inputs, middle, 1, bias=False), nn.BatchNorm2d(middle), nn.ReLU(),
                             nn.Conv2d(middle, outputs, 3, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())

    model.additional_blocks = nn.ModuleList(extra(*block) for block in zip(channels[:-1], [256, 256, 128, 128, 128], channels[1:]))
    model.loc = nn.ModuleList(nn.Conv2d(c, 4 * n, 3, padding=1) for c, n in zip(channels, [4, 6, 6, 6, 4, 4]))
    model.conf = nn.ModuleList(nn.Conv2d(c, classes * n, 3, padding=1) for c, n in zip(channels, [4, 6, 6, 6, 4, 4]))
    return model


def save_keys():
    models = torchvision.models
    keys = {}
    for name in ("vgg16", "vgg16_bn", "resnet18", "resnet34", "resnet50", "resnet101", "mobilenet_v2", "mobilenet_v3_large"):
        keys[name] = {k: list(v.shape) for k, v in getattr(models, name)(weights=None).state_dict().items()}
    keys["nvidia_ssd300_resnet50"] = {k: list(v.shape) for k, v in nvidia_ssd300().state_dict().items()}
    for name in ("ssd300_vgg16", "ssdlite320_mobilenet_v3_large"):
        model = getattr(models.detection, name)(weights=None, weights_backbone=None)
        keys[name] = {k: list(v.shape) for k, v in model.state_dict().items()}
    with open(os.path.join(HERE, "keys.json"), "w") as f:
        json.dump(keys, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    os.makedirs(HERE, exist_ok=True)
    save_states()
    save_keys()

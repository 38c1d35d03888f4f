#!/usr/bin/python3
"""Golden files of optimizers, schedules, clipping, averaging, accumulation and initialisers, from PyTorch 1.13 (Debian: python3-torch, python3-torchvision).

usage: make_optimisation_golden.py            rewrites Torch/{optimizers,schedules,gradients,accumulation,initialisers}.json beside this script

Inputs are drawn from fixed seeds and rounded, so that both sides read the same numbers. Parameters are float32, rates float64.
"""
import json, os, torch
from torch.optim import lr_scheduler as schedules
from torch.optim.swa_utils import AveragedModel
from torchvision.models.detection.ssd import SSD

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Torch")
STEPS = 20
SHAPES = {"kernel": [3, 2, 2, 2], "other": [2, 5], "norm": [4], "bias": [3]}


def save(name, value):
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(value, f, separators=(",", ":"))
        f.write("\n")


def rounded(tensor):
    return torch.round(tensor * 1e4) / 1e4


def flat(tensor):
    return [float(f"{float(v):.9g}") for v in tensor.detach().reshape(-1)]


def drawn(seed):
    """Starts, and the gradients of each step: of very different sizes, some of them 0."""
    g = torch.Generator().manual_seed(seed)
    starts = [rounded(torch.randn(s, generator=g)) for s in SHAPES.values()]
    gradients = []
    for step in range(STEPS):
        gradients.append([rounded(torch.randn(s, generator=g) * 10 ** (step % 4 - 2)) for s in SHAPES.values()])
    gradients[7][1].zero_()
    return starts, gradients


def run(starts, gradients, make, rates=None, factors=None):
    """The parameters after each fifth step."""
    parameters = [torch.nn.Parameter(s.clone()) for s in starts]
    optimizer = make(parameters)
    values = []
    for step in range(STEPS):
        if rates:
            for i, group in enumerate(optimizer.param_groups):
                group["lr"] = rates[step] * (factors[i] if factors else 1)
        optimizer.zero_grad()
        for parameter, gradient in zip(parameters, gradients[step]):
            parameter.grad = gradient.clone()
        optimizer.step()
        if step % 5 == 4:
            values.append([v for p in parameters for v in flat(p)])
    return values


def nadam(parameters, rate, **options):
    """PyTorch 1.13's loop over single tensors multiplies by mu once too often (mended in 2.0); its foreach form is right."""
    return torch.optim.NAdam(parameters, rate, foreach=True, **options)


def optimizers():
    starts, gradients = drawn(1)
    o = torch.optim
    rates = [0.01 * (1 + step % 3) for step in range(STEPS)]
    cases = []

    def case(kind, make, **options):
        cases.append(dict(kind=kind, **options, values=run(starts, gradients, make)))

    case("Sgd", lambda p: o.SGD(p, 0.05), rate=0.05, momentum=0, decay=0)
    case("Sgd", lambda p: o.SGD(p, 0.05, momentum=0.9, weight_decay=5e-4), rate=0.05, momentum=0.9, decay=5e-4)
    case("SgdNesterov", lambda p: o.SGD(p, 0.05, momentum=0.9, nesterov=True), rate=0.05, momentum=0.9, decay=0)
    case("SgdNesterov", lambda p: o.SGD(p, 0.05, momentum=0.8, weight_decay=0.1, nesterov=True), rate=0.05, momentum=0.8, decay=0.1)
    for decay in (0, 0.05):
        case("Adam", lambda p: o.Adam(p, 0.01, betas=(0.9, 0.999), weight_decay=decay), rate=0.01, momentum=0.9, decay=decay)
        case("AdamW", lambda p: o.AdamW(p, 0.01, betas=(0.9, 0.999), weight_decay=decay), rate=0.01, momentum=0.9, decay=decay)
        case("NAdam", lambda p: nadam(p, 0.01, weight_decay=decay), rate=0.01, momentum=0.9, decay=decay)
        case("RmsProp", lambda p: o.RMSprop(p, 0.01, weight_decay=decay), rate=0.01, momentum=0, decay=decay)
        case("Adadelta", lambda p: o.Adadelta(p, 1.0, weight_decay=decay), rate=1.0, momentum=0.9, decay=decay)
    case("Adam", lambda p: o.Adam(p, 0.01, betas=(0.8, 0.99), eps=1e-4, weight_decay=0.01, amsgrad=True),
         rate=0.01, momentum=0.8, decay=0.01, smoothing=0.99, epsilon=1e-4, amsgrad=True)
    case("AdamW", lambda p: o.AdamW(p, 0.01, betas=(0.8, 0.99), eps=1e-4, weight_decay=0.01, amsgrad=True),
         rate=0.01, momentum=0.8, decay=0.01, smoothing=0.99, epsilon=1e-4, amsgrad=True)
    case("NAdam", lambda p: nadam(p, 0.01, betas=(0.95, 0.99), eps=1e-3, weight_decay=1e-4, momentum_decay=0.02),
         rate=0.01, momentum=0.95, decay=1e-4, smoothing=0.99, epsilon=1e-3, momentumdecay=0.02)
    case("RmsProp", lambda p: o.RMSprop(p, 0.01, alpha=0.9, momentum=0.9, weight_decay=0.01),
         rate=0.01, momentum=0.9, decay=0.01, smoothing=0.9)
    case("RmsProp", lambda p: o.RMSprop(p, 0.01, alpha=0.9, eps=1e-3, momentum=0.5, centered=True),
         rate=0.01, momentum=0.5, decay=0, smoothing=0.9, epsilon=1e-3, centred=True)
    case("Adadelta", lambda p: o.Adadelta(p, 0.5, rho=0.8, eps=1e-4, weight_decay=0.01),
         rate=0.5, momentum=0.9, decay=0.01, smoothing=0.8, epsilon=1e-4)

    # Caffe's groups: weights as they are, norms and biases without decay, biases at twice the rate; the rate changes with each step.
    grouped = run(starts, gradients, lambda p: o.SGD(
        [dict(params=p[:2]), dict(params=p[2:3], weight_decay=0), dict(params=p[3:], weight_decay=0)], 0.01, momentum=0.9, weight_decay=0.05),
        rates, [1, 1, 2])
    changing = [dict(kind=kind, values=run(starts, gradients, make, rates)) for kind, make in (
        ("Sgd", lambda p: o.SGD(p, 0.01, momentum=0.9, weight_decay=0.05)), ("Adam", lambda p: o.Adam(p, 0.01, weight_decay=0.05)),
        ("AdamW", lambda p: o.AdamW(p, 0.01, weight_decay=0.05)), ("NAdam", lambda p: nadam(p, 0.01, weight_decay=0.05)),
        ("RmsProp", lambda p: o.RMSprop(p, 0.01, momentum=0.9, weight_decay=0.05)),
        ("Adadelta", lambda p: o.Adadelta(p, 0.01, weight_decay=0.05)))]
    save("optimizers.json", dict(
        shapes=list(SHAPES.values()), starts=[flat(s) for s in starts], gradients=[[flat(g) for g in step] for step in gradients],
        cases=cases, rates=rates, grouped=grouped, changing=changing))


def rates_of(make, count, rate=0.1, momentum=0.9, inner=1):
    """The rates and momenta of each unit; a second scheduler may move at each of its `inner` iterations."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], rate, momentum=momentum)
    made = make(optimizer)
    outer, within = made if isinstance(made, tuple) else (made, None)
    rates, momenta = [], []
    for unit in range(count):
        for _ in range(inner):
            rates.append(optimizer.param_groups[0]["lr"])
            momenta.append(optimizer.param_groups[0]["momentum"])
            optimizer.step()
            if within:
                within.step()
        outer.step()
    return rates, momenta


def schedule_cases():
    s, cases = schedules, []

    def case(kind, make, count=60, inner=1, rate=0.1, **details):
        rates, momenta = rates_of(make, count, rate, inner=inner)
        cases.append(dict(kind=kind, steps=count * inner, perEpoch=inner, rate=rate, warmup=details.pop("warmup", 0), details=details,
                          rates=rates, momenta=momenta if kind in ("OneCycle", "Cyclic") else []))

    case("Step", lambda o: s.StepLR(o, 7, 0.5), StepLength=7, Gamma=0.5)
    case("Step", lambda o: s.StepLR(o, 3), 12, 5, StepLength=3, Unit="Epoch")
    case("MultiStep", lambda o: s.MultiStepLR(o, [20, 31, 55], 0.3), MilestonesAt=[20, 31, 55], Gamma=0.3)
    case("MultiStep", lambda o: s.MultiStepLR(o, [8, 11]), 12, 5, MilestonesAt=[8, 11], Unit="Epoch")
    case("Cosine", lambda o: s.CosineAnnealingLR(o, 60, 0.01), LowestShare=0.1)
    case("Cosine", lambda o: s.CosineAnnealingLR(o, 12), 12, 5, Unit="Epoch")
    case("Polynomial", lambda o: s.PolynomialLR(o, 60, 0.9), Power=0.9)
    case("Polynomial", lambda o: s.PolynomialLR(o, 12, 2.0), 12, 5, Power=2, Unit="Epoch")
    for form, mode, gamma in (("Triangular", "triangular", 1), ("Halving", "triangular2", 1), ("Exponential", "exp_range", 0.97)):
        case("Cyclic", lambda o: s.CyclicLR(o, 0.02, 0.1, 8, mode=mode, gamma=gamma, base_momentum=0.85, max_momentum=0.95),
             CycleLength=8, LowestShare=0.2, Cycles=form, Gamma=gamma)
    case("OneCycle", lambda o: s.OneCycleLR(o, 0.1, total_steps=61, pct_start=0.3, div_factor=10, final_div_factor=100), 61,
         warmup=0.3, StartDivisor=10, EndDivisor=100)
    case("OneCycle", lambda o: s.OneCycleLR(o, 0.1, total_steps=13, pct_start=0.4), 13, 5, warmup=0.4, Unit="Epoch")

    # Linear warm-ups: before cosine and polynomial by iteration, else over whatever the schedule says.
    warm = lambda o: s.LinearLR(o, 0.001, 1.0, 10)
    case("Cosine", lambda o: s.SequentialLR(o, [warm(o), s.CosineAnnealingLR(o, 50)], [10]), WarmupSteps=10, WarmupStart=0.001)
    case("Polynomial", lambda o: s.SequentialLR(o, [warm(o), s.PolynomialLR(o, 50, 0.9)], [10]), WarmupSteps=10, WarmupStart=0.001, Power=0.9)
    case("Constant", warm, WarmupSteps=10, WarmupStart=0.001)
    case("MultiStep", lambda o: (s.MultiStepLR(o, [8, 11]), warm(o)), 12, 5, WarmupSteps=10, WarmupStart=0.001, MilestonesAt=[8, 11], Unit="Epoch")
    save("schedules.json", cases)


def gradient_cases():
    starts, gradients = drawn(2)
    clips = []
    for limit in (0.5, 3.0, 1e4):
        parameters = [torch.nn.Parameter(s.clone()) for s in starts]
        for parameter, gradient in zip(parameters, gradients[3]):
            parameter.grad = gradient.clone()
        norm = float(torch.nn.utils.clip_grad_norm_(parameters, limit))
        clips.append(dict(norm=limit, before=norm, values=[v for p in parameters for v in flat(p.grad)]))
    for limit in (0.1, 5.0):
        parameters = [torch.nn.Parameter(s.clone()) for s in starts]
        for parameter, gradient in zip(parameters, gradients[3]):
            parameter.grad = gradient.clone()
        torch.nn.utils.clip_grad_value_(parameters, limit)
        clips.append(dict(value=limit, values=[v for p in parameters for v in flat(p.grad)]))

    module = torch.nn.ParameterList([torch.nn.Parameter(s.clone()) for s in starts])
    averages = []
    decay = 0.9
    average = AveragedModel(module, avg_fn=lambda mean, value, n: keep * mean + (1 - keep) * value)
    average.n_averaged.fill_(1)  # it starts with the first weights instead of the second
    for step in range(STEPS):
        for parameter, gradient in zip(module, gradients[step]):
            parameter.data.sub_(gradient * 0.01)
        keep = min(decay, (2.0 + step) / (11.0 + step))
        average.update_parameters(module)
        averages.append([v for p in average.module for v in flat(p)])
    save("gradients.json", dict(
        shapes=list(SHAPES.values()), starts=[flat(s) for s in starts], gradients=[[flat(g) for g in step] for step in gradients],
        clips=clips, decay=decay, averages=averages[4::5]))


def accumulation_case():
    """torchvision's loss of 16 images at once; its gradients at the outputs, which two passes of 8 must give too."""
    g = torch.Generator().manual_seed(3)
    images, anchors, labels = 16, 40, 4
    logits = rounded(torch.randn(images, anchors, labels, generator=g)).requires_grad_()
    deltas = rounded(torch.randn(images, anchors, 4, generator=g)).requires_grad_()
    truth = torch.zeros(images, anchors, dtype=torch.int64)
    targets = rounded(torch.randn(images, anchors, 4, generator=g))
    for n in range(images):  # from no positive to many, so that halves differ much; negatives for all at 3:1
        count = n * n // 32
        truth[n, torch.randperm(anchors, generator=g)[:count]] = torch.randint(1, labels, (count,), generator=g)

    class Given:  # what SSD.compute_loss asks its box coder for
        def encode_single(self, boxes, anchors_of_image):
            return boxes

    model = SSD.__new__(SSD)
    torch.nn.Module.__init__(model)
    model.box_coder, model.neg_to_pos_ratio = Given(), 3
    wanted = [dict(boxes=targets[n], labels=truth[n]) for n in range(images)]
    matched = [torch.where(truth[n] > 0, torch.arange(anchors), torch.tensor(-1)) for n in range(images)]
    losses = model.compute_loss(wanted, dict(cls_logits=logits, bbox_regression=deltas), [torch.zeros(anchors, 4)] * images, matched)
    (losses["classification"] + losses["bbox_regression"]).backward()
    save("accumulation.json", dict(
        images=images, anchors=anchors, labels=labels, logits=flat(logits), deltas=flat(deltas), truth=truth.reshape(-1).tolist(),
        targets=flat(targets), classLoss=float(losses["classification"]), boxLoss=float(losses["bbox_regression"]),
        logitGradients=flat(logits.grad), deltaGradients=flat(deltas.grad)))


def initialiser_cases():
    """The first kernel that each draws after a seed: TinySsd(80, 60, 16)'s first, [2, 3, 3, 3]."""
    init, cases = torch.nn.init, {}
    for name, draw in (
            ("XavierUniform", init.xavier_uniform_), ("XavierNormal", init.xavier_normal_),
            ("HeUniform", lambda w: init.kaiming_uniform_(w, mode="fan_out", nonlinearity="relu")),
            ("HeNormal", lambda w: init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")),
            ("Normal", lambda w: init.normal_(w, 0, 0.01)), ("Constant", lambda w: init.constant_(w, 0.25))):
        torch.manual_seed(7)
        cases[name] = flat(draw(torch.empty(2, 3, 3, 3)))
    save("initialisers.json", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    optimizers()
    schedule_cases()
    gradient_cases()
    accumulation_case()
    initialiser_cases()

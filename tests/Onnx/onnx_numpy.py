"""What the operators of our ONNX files mean, in numpy: written from the operators' public descriptions, opset 11 to 17."""
import numpy as np
from onnx import AttributeProto, numpy_helper

TYPES = {1: np.float32, 2: np.uint8, 6: np.int32, 7: np.int64, 9: np.bool_}


def attribute(a):
    return {
        AttributeProto.FLOAT: lambda: a.f,
        AttributeProto.INT: lambda: a.i,
        AttributeProto.INTS: lambda: list(a.ints),
    }[a.type]()


def windows(x, kernel, strides, pads, dilations, fill, ceiling=False):
    """[N, C, H', W', kh, kw]."""
    extra = [s - 1 if ceiling else 0 for s in strides]
    x = np.pad(x, ((0, 0), (0, 0), (pads[0], pads[2] + extra[0]), (pads[1], pads[3] + extra[1])), constant_values=fill)
    span = [(k - 1) * d + 1 for k, d in zip(kernel, dilations)]
    view = np.lib.stride_tricks.sliding_window_view(x, span, axis=(2, 3))
    return view[:, :, :: strides[0], :: strides[1], :: dilations[0], :: dilations[1]]


def conv(x, w, b=None, kernel_shape=None, strides=(1, 1), pads=(0, 0, 0, 0), dilations=(1, 1), group=1):
    parts = []
    for g in range(group):
        inputs, outputs = x.shape[1] // group, w.shape[0] // group
        v = windows(x[:, g * inputs : (g + 1) * inputs], w.shape[2:], strides, pads, dilations, 0)
        parts.append(np.einsum("nchwij,ocij->nohw", v, w[g * outputs : (g + 1) * outputs], optimize=True))
    y = np.concatenate(parts, 1)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def max_pool(x, kernel_shape, strides, pads, ceil_mode=0):
    y = windows(x, kernel_shape, strides, pads, (1, 1), -np.inf, bool(ceil_mode)).max((4, 5))
    # A window that would begin in the padding on the right does not count.
    keep = [
        min(y.shape[2 + i], (x.shape[2 + i] + pads[i] - 1) // strides[i] + 1) if ceil_mode else y.shape[2 + i] for i in range(2)
    ]
    return y[:, :, : keep[0], : keep[1]]


def batch_norm(x, scale, bias, mean, variance, epsilon=1e-5, momentum=0.9):
    s = [v.reshape(1, -1, 1, 1) for v in (scale, bias, mean, variance)]
    return (x - s[2]) / np.sqrt(s[3] + np.float32(epsilon)) * s[0] + s[1]


def reshape(x, shape):
    return x.reshape([x.shape[i] if side == 0 else side for i, side in enumerate(shape)])


def take_slice(x, starts, ends, axes):
    index = [slice(None)] * x.ndim
    for start, end, axis in zip(starts, ends, axes):
        index[axis] = slice(start, end)
    return x[tuple(index)]


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def top_k(x, k, axis):
    order = np.take(np.argsort(-x, axis=axis, kind="stable"), np.arange(int(k[0])), axis=axis)
    return np.take_along_axis(x, order, axis), order.astype(np.int64)


def overlaps(box, others):
    """IoU of a box with each of [K, 4]; corners in any order."""
    low, high = np.minimum(box[:2], box[2:]), np.maximum(box[:2], box[2:])
    lows, highs = np.minimum(others[:, :2], others[:, 2:]), np.maximum(others[:, :2], others[:, 2:])
    common = np.maximum(np.minimum(high, highs) - np.maximum(low, lows), np.float32(0)).prod(1)
    union = (high - low).prod() + (highs - lows).prod(1) - common
    return np.divide(common, union, out=np.zeros_like(common), where=union > 0)


def non_max_suppression(boxes, scores, most, overlap, threshold):
    rows = []
    for n in range(scores.shape[0]):
        for c in range(scores.shape[1]):
            kept = []
            for a in np.argsort(-scores[n, c], kind="stable"):
                if scores[n, c, a] <= threshold or len(kept) == int(most[0]):
                    break
                if (overlaps(boxes[n, a], boxes[n, kept]) <= overlap).all():
                    kept.append(a)
            rows += [[n, c, a] for a in kept]
    return np.array(rows, np.int64).reshape(-1, 3)


OPERATORS = {
    "Max": np.maximum, "Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide, "Exp": np.exp, "Equal": np.equal,
    "Greater": np.greater, "Less": np.less, "Not": np.logical_not, "Where": np.where,
    "Identity": lambda x: x,
    "Relu": lambda x: np.maximum(x, 0),
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "HardSigmoid": lambda x, alpha=0.2, beta=0.5: np.clip(np.float32(alpha) * x + np.float32(beta), 0, 1),
    "Softmax": softmax,
    "Conv": conv,
    "BatchNormalization": batch_norm,
    "MaxPool": max_pool,
    "GlobalAveragePool": lambda x: x.mean((2, 3), keepdims=True),
    "ReduceL2": lambda x, axes, keepdims: np.sqrt((x * x).sum(tuple(axes), keepdims=bool(keepdims))),
    "ReduceMin": lambda x, axes, keepdims: x.min(tuple(axes), keepdims=bool(keepdims)),
    "ReduceMax": lambda x, axes, keepdims: x.max(tuple(axes), keepdims=bool(keepdims)),
    "Cast": lambda x, to: x.astype(TYPES[to]),
    "Shape": lambda x: np.array(x.shape, np.int64),
    "Transpose": lambda x, perm: x.transpose(perm),
    "Reshape": reshape,
    "Concat": lambda *x, axis: np.concatenate(x, axis),
    "Slice": take_slice,
    "Gather": lambda x, i, axis=0: np.take(x, i, axis),
    "GatherND": lambda x, i: x[tuple(np.moveaxis(i, -1, 0))],
    "Compress": lambda x, keep, axis: np.compress(keep, x, axis),
    "Range": np.arange,
    "CumSum": lambda x, axis: np.cumsum(x, int(axis)),
    "TopK": top_k,
    "NonMaxSuppression": non_max_suppression,
}


class Graph:
    def __init__(self, model):
        self.graph = model.graph
        self.constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}

    def run(self, inputs):
        values = {**self.constants, **inputs}
        for node in self.graph.node:
            settings = {a.name: attribute(a) for a in node.attribute}
            results = OPERATORS[node.op_type](*[values[name] for name in node.input], **settings)
            results = results if isinstance(results, tuple) else (results,)
            for name, result in zip(node.output, results):
                # float32 stays float32: numpy would widen some results.
                values[name] = result.astype(np.float32) if result.dtype == np.float64 else np.asarray(result)
        return {value.name: values[value.name] for value in self.graph.output}

"""Other people's ONNX beside ours: python3 onnx_peer.py JOB.json, with Debian's python3-onnx, python3-numpy and python3-opencv.

A job is a list of steps; each prints one line of JSON:
  {"do": "check", "model": PATH}                    onnx.checker with shape inference, then what the file holds
  {"do": "opencv" or "numpy", "model": PATH, "input": RAW FILE, "type": "float32" or "uint8", "shape": [...], "outputs": [NAMES],
   "to": PREFIX, "each": true where pictures go through one by one}      runs it; raw files PREFIX.NAME, and their types and shapes
"""
import hashlib
import json
import sys

import numpy as np


def check(step):
    import onnx
    from onnx import numpy_helper, shape_inference

    onnx.checker.check_model(step["model"], full_check=True)
    model = onnx.load(step["model"])
    if not step.get("external"):
        shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)

    def sides(value):
        return [d.dim_param or str(d.dim_value) for d in value.type.tensor_type.shape.dim]

    return {
        "ir": model.ir_version,
        "opsets": [[o.domain, o.version] for o in model.opset_import],
        "metadata": {p.key: p.value for p in model.metadata_props},
        "nodes": [[n.op_type, n.name, list(n.input), list(n.output), sorted(a.name for a in n.attribute)] for n in model.graph.node],
        "tensors": [
            [t.name, list(t.dims), hashlib.sha256(numpy_helper.to_array(t).tobytes()).hexdigest()] for t in model.graph.initializer
        ],
        "inputs": [[v.name, v.type.tensor_type.elem_type, sides(v)] for v in model.graph.input],
        "outputs": [[v.name, v.type.tensor_type.elem_type, sides(v)] for v in model.graph.output],
    }


def opencv(step):
    import cv2

    cv2.setNumThreads(int(step.get("threads", 2)))
    net = cv2.dnn.readNetFromONNX(step["model"])

    def run(values):
        net.setInput(values.astype(np.float32))  # its Python binding takes bytes as float32 as well
        return dict(zip(step["outputs"], net.forward(step["outputs"])))

    return run


def numpy_graph(step):
    import onnx
    import onnx_numpy

    graph = onnx_numpy.Graph(onnx.load(step["model"]))
    return lambda values: {name: value for name, value in graph.run({"input": values}).items() if name in step["outputs"]}


def execute(step, run):
    values = np.fromfile(step["input"], step["type"]).reshape(step["shape"])
    if step.get("each"):
        parts = [run(values[i : i + 1]) for i in range(len(values))]
        results = {name: np.concatenate([part[name] for part in parts]) for name in step["outputs"]}
    else:
        results = run(values)
    shapes = {}
    for name in step["outputs"]:
        result = np.ascontiguousarray(results[name])
        result.tofile(f"{step['to']}.{name}")
        shapes[name] = {"type": str(result.dtype), "shape": list(result.shape)}
    return shapes


for item in json.load(open(sys.argv[1])):
    if item["do"] == "check":
        answer = check(item)
    else:
        answer = execute(item, opencv(item) if item["do"] == "opencv" else numpy_graph(item))
    print(json.dumps(answer), flush=True)

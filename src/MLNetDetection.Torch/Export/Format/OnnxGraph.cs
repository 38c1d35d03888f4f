namespace MLNetDetection.Torch.Export.Format;

/// <summary>Operations on values, in an order in which they can be computed.</summary>
internal sealed record OnnxGraph(
    string Name, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Tensors, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);

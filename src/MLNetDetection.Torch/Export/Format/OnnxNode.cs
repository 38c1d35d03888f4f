namespace MLNetDetection.Torch.Export.Format;

/// <summary>One operation of a graph.</summary>
/// <param name="Operator">Its type, of ONNX's own domain.</param>
/// <param name="Name">Unique in the graph.</param>
/// <param name="Inputs">Names of values; empty for one that is left out.</param>
/// <param name="Outputs">Names of values, each given once in the graph.</param>
/// <param name="Attributes">Its settings.</param>
internal sealed record OnnxNode(
    string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);

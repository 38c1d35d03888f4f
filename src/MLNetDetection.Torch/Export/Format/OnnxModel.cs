namespace MLNetDetection.Torch.Export.Format;

/// <summary>What an ONNX file holds.</summary>
/// <param name="Graph">The operations.</param>
/// <param name="Opset">The version of the operators, 11 to 17.</param>
/// <param name="ProducerVersion">Of this library.</param>
/// <param name="Metadata">Shown by runtimes as custom metadata.</param>
internal sealed record OnnxModel(OnnxGraph Graph, int Opset, string ProducerVersion, IReadOnlyList<KeyValuePair<string, string>> Metadata)
{
    /// <summary>The version of the file's layout that came with the opset.</summary>
    public int IrVersion => Opset switch { <= 11 => 6, <= 14 => 7, _ => 8 };
}

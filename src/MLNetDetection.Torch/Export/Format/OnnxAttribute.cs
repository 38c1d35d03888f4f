namespace MLNetDetection.Torch.Export.Format;

/// <summary>A setting of a node.</summary>
/// <param name="Name">As the operator's page has it.</param>
/// <param name="Value">A long, a float or a long[].</param>
internal sealed record OnnxAttribute(string Name, object Value);

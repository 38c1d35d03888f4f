namespace MLNetDetection.Torch.Export.Format;

/// <summary>Where a tensor lies outside the ONNX file.</summary>
/// <param name="File">The file's name, in the same folder.</param>
/// <param name="Offset">Of the first byte.</param>
internal sealed record ExternalPlace(string File, long Offset);

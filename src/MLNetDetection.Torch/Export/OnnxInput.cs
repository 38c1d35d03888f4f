namespace MLNetDetection.Torch.Export;

/// <summary>What an exported graph takes under the name <c>input</c>.</summary>
public enum OnnxInput
{
    /// <summary>float32 [N, 3, H, W], normalised already as the model's preprocessing says, in its order of channels.</summary>
    Normalised,

    /// <summary>uint8 [N, H, W, 3], R G B; the graph normalises.</summary>
    Bytes,
}

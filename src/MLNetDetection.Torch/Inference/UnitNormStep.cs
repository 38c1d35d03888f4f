using System.Runtime.InteropServices;
using MLNetDetection.Torch.Export.Format;

namespace MLNetDetection.Torch.Inference;

/// <summary>Each cell's channels to L2 norm 1, then times a weight of each channel (ParseNet).</summary>
internal sealed class UnitNormStep(int input, int output, MapShape shape, OnnxTensor weight) : PreparedStep(input, output, shape)
{
    /// <summary>Added to the norm, so that a cell of zeros stays one.</summary>
    public const float Epsilon = 1e-12f;

    public float[] ReadWeight() => MemoryMarshal.Cast<byte, float>(weight.Read()).ToArray();
}

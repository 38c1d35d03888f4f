using System.Runtime.InteropServices;
using MLNetDetection.Torch.Export.Format;

namespace MLNetDetection.Torch.Inference;

/// <summary>A convolution with all that can follow it: activation(convolution(input) + bias + added).</summary>
internal sealed class ConvolutionStep(int input, int output, MapShape shape, OnnxTensor weight, OnnxTensor? bias) : PreparedStep(input, output, shape)
{
    public required int InputChannels { get; init; }

    public required int Stride { get; init; }

    public required int Padding { get; init; }

    public required int Dilation { get; init; }

    /// <summary>1, or for a depthwise convolution the number of channels.</summary>
    public required int Groups { get; init; }

    public int Kernel => (int)weight.Shape[2];

    /// <summary>A value of the output's shape that is added before the activation.</summary>
    public int? Added { get; set; }

    public PreparedActivation Activation { get; set; }

    /// <summary>[outputs, inputs / groups, kernel, kernel], with a norm's scale.</summary>
    public float[] ReadWeight() => Floats(weight);

    /// <summary>[outputs], with a norm's shift.</summary>
    public float[] ReadBias() => bias is null ? new float[Shape.Channels] : Floats(bias);

    private static float[] Floats(OnnxTensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.Read()).ToArray();
}

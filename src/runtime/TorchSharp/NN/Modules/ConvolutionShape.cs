namespace TorchSharp.Modules;

/// <summary>The geometry of a convolution.</summary>
internal sealed record ConvolutionShape(
    long InChannels,
    long OutChannels,
    long[] Kernel,
    long[] Stride,
    long[] Padding,
    long[] Dilation,
    long Groups,
    PaddingModes Mode)
{
    /// <summary>The padding as functional.pad takes it: last dimension first, each amount twice.</summary>
    public long[] PaddingBySide() => Padding.Reverse().SelectMany(amount => new[] { amount, amount }).ToArray();
}

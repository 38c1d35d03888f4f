using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A convolution of [N, C, H, W] or [C, H, W].</summary>
public sealed class Conv2d : Convolution
{
    private const int Dimensions = 2;

    internal Conv2d(ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), shape, bias, device, dtype)
    {
    }

    /// <summary>Computes [N, out, H', W'].</summary>
    /// <exception cref="ArgumentException">The input's channels or dimensions are others.</exception>
    public override Tensor forward(Tensor input)
    {
        long[] sizes = input.shape;
        int channels = sizes.Length - Dimensions - 1;
        if (channels is not (0 or 1) || sizes[channels] != in_channels)
        {
            throw new ArgumentException(
                $"Expected 3D (unbatched) or 4D (batched) input with {in_channels} channels to Conv2d.");
        }

        if (Shape.Mode != PaddingModes.Zeros)
        {
            using Tensor padded = nn.functional.pad(input, Shape.PaddingBySide(), Shape.Mode);
            return nn.functional.conv2d(padded, weight, bias, stride, [0, 0], Shape.Dilation, groups);
        }

        return nn.functional.conv2d(input, weight, bias, stride, Shape.Padding, Shape.Dilation, groups);
    }
}

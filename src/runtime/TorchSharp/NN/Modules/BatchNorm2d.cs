using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A batch norm of [N, C, H, W].</summary>
public sealed class BatchNorm2d : BatchNorm
{
    private const int Dimensions = 4;

    internal BatchNorm2d(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d))
    {
    }

    private protected override void CheckDimensions(Tensor input)
    {
        if (input.ndim != Dimensions)
        {
            throw new ArgumentException($"expected 4D input, but got {input.ndim}D input.");
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>Convolution without bias, BatchNorm, ReLU; padding keeps the size where the stride is 1.</summary>
internal static class ConvBlock
{
    /// <summary>[N, inputs, H, W] to [N, outputs, ceil(H / stride), ceil(W / stride)]; keys "0" convolution, "1" norm.</summary>
    public static Sequential Create(long inputs, long outputs, long stride = 1, long kernel = 3) => nn.Sequential(
        ("0", nn.Conv2d(inputs, outputs, kernel, stride, kernel / 2, bias: false)),
        ("1", nn.BatchNorm2d(outputs)),
        ("2", nn.ReLU(true)));
}

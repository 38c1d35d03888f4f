using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The largest element of each window of [N, C, H, W].</summary>
public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[] _kernel;
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly long[] _dilation;
    private readonly bool _ceiling;

    internal MaxPool2d(long[] kernel, long[] stride, long[] padding, long[] dilation, bool ceiling)
        : base(nameof(MaxPool2d)) =>
        (_kernel, _stride, _padding, _dilation, _ceiling) = (kernel, stride, padding, dilation, ceiling);

    /// <summary>Computes [N, C, H', W'].</summary>
    public override Tensor forward(Tensor input) =>
        nn.functional.max_pool2d(input, _kernel, _stride, _padding, _dilation, _ceiling);
}

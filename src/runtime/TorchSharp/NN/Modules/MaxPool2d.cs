using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The largest element of each window of [N, C, H, W].</summary>
public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal MaxPool2d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode)
        : base(nameof(MaxPool2d))
    {
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.ceil_mode = ceil_mode;
    }

    /// <summary>The window's size per dimension.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>The window's steps; its size where null.</summary>
    public long[]? stride { get; set; }

    /// <summary>The padding per dimension; none where null.</summary>
    public long[]? padding { get; set; }

    /// <summary>The steps within the window; 1 where null.</summary>
    public long[]? dilation { get; set; }

    /// <summary>Whether a last, smaller window counts.</summary>
    public bool ceil_mode { get; set; }

    /// <summary>Computes [N, C, H', W'].</summary>
    public override Tensor forward(Tensor input) =>
        nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
}

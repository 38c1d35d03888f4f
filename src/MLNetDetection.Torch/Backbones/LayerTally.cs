using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// Walks through a network's layers on paper: the map's size after each, the parameters and the multiplications. A backbone's
/// design tells it its layers, so that sizes are known before any memory is taken.
/// </summary>
internal sealed class LayerTally(int width, int height)
{
    private readonly List<FeatureMapSize> _maps = [];

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    /// <summary>Numbers that training changes.</summary>
    public long Parameters { get; private set; }

    /// <summary>Multiply-adds of the convolutions for one picture.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>Sizes at which <see cref="Tap"/> was called.</summary>
    public IReadOnlyList<FeatureMapSize> Maps => _maps;

    public LayerTally Convolution(
        long inputs, long outputs, int kernel, int stride = 1, int padding = 0, int dilation = 1, long groups = 1, bool bias = true)
    {
        Width = Size(Width, kernel, stride, padding, dilation);
        Height = Size(Height, kernel, stride, padding, dilation);
        return Count(inputs, outputs, kernel, groups, bias, (long)Width * Height);
    }

    /// <summary>A convolution of <see cref="Layers.ConvNorm"/>: padding keeps the size, no bias, then the norm.</summary>
    public LayerTally ConvNorm(long inputs, long outputs, int kernel = 3, int stride = 1, long groups = 1) =>
        Convolution(inputs, outputs, kernel, stride, kernel / 2, groups: groups, bias: false).Norm(outputs);

    public LayerTally Norm(long channels) => Add(2 * channels);

    public LayerTally Add(long parameters)
    {
        Parameters += parameters;
        return this;
    }

    /// <summary>A convolution beside the main line, whose map has the size that the main line has now.</summary>
    public LayerTally Beside(long inputs, long outputs, bool bias, long cells) => Count(inputs, outputs, 1, 1, bias, cells);

    public LayerTally Pool(int kernel, int stride, int padding = 0, bool ceiling = false)
    {
        Width = PooledSize(Width, kernel, stride, padding, ceiling);
        Height = PooledSize(Height, kernel, stride, padding, ceiling);
        return this;
    }

    /// <summary>The network gives out a map here.</summary>
    public LayerTally Tap()
    {
        _maps.Add(new FeatureMapSize(Width, Height));
        return this;
    }

    private LayerTally Count(long inputs, long outputs, int kernel, long groups, bool bias, long cells)
    {
        if (cells < 1)
        {
            throw new ArgumentException("The input is too small: a feature map would have no cells.");
        }

        long weights = outputs * (inputs / groups) * kernel * kernel;
        Parameters += weights + (bias ? outputs : 0);
        MultiplyAdds += weights * cells;
        return this;
    }

    private static int Size(int size, int kernel, int stride, int padding, int dilation) =>
        Math.Max(0, (size + 2 * padding - dilation * (kernel - 1) - 1 + stride) / stride);

    // As torch: with ceiling the last window must still begin inside the picture or its left padding.
    private static int PooledSize(int size, int kernel, int stride, int padding, bool ceiling)
    {
        int windows = (size + 2 * padding - kernel + (ceiling ? stride - 1 : 0)) / stride + 1;
        return ceiling && (windows - 1) * stride >= size + padding ? windows - 1 : windows;
    }
}

using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Heads;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Detectors;

/// <summary>A single-shot detector: normalisation, backbone, head (Liu et al. 2016, https://arxiv.org/abs/1512.02325).</summary>
/// <remarks>State keys: backbone.*, head.*. The normalisation holds no state; it comes from <see cref="Preprocessing"/>.</remarks>
public sealed class SsdNetwork : nn.Module<Tensor, SsdOutput>
{
    private readonly Backbone _backbone;
    private readonly SsdHead _head;
    private readonly Preprocessing _preprocessing;
    private ScalarType _computes = ScalarType.Float32;

    /// <summary>A network of the given parts.</summary>
    public SsdNetwork(Backbone backbone, SsdHead head, Preprocessing preprocessing)
        : base(nameof(SsdNetwork))
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(preprocessing);
        (_backbone, _head, _preprocessing) = (backbone, head, preprocessing);
        register_module("backbone", _backbone);
        register_module("head", _head);
    }

    internal Backbone Backbone => _backbone;

    internal SsdHead Head => _head;

    /// <summary>Pixels to scores.</summary>
    /// <param name="input">
    /// uint8 or float32 [N, H, W, 3], R G B in [0, 255], as <see cref="Core.Imaging.PixelImage"/> has them; not changed.
    /// </param>
    public override SsdOutput forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        SsdOutput output = _head.call(_backbone.call(Normalise(input)));
        return new SsdOutput(
            output.Logits.to(ScalarType.Float32).MoveToOuterDisposeScope(), output.Deltas.to(ScalarType.Float32).MoveToOuterDisposeScope());
    }

    /// <summary>From now on the convolutions compute in <paramref name="type"/>; norms and outputs stay float32.</summary>
    internal void ReduceTo(ScalarType type)
    {
        foreach (Conv2d convolution in modules().OfType<Conv2d>())
        {
            convolution.to(type);
        }

        _computes = type;
    }

    // The permuted view keeps the channels last in memory, which libtorch's CPU convolutions take as it is and run faster.
    private Tensor Normalise(Tensor input)
    {
        Preprocessing p = _preprocessing;
        long[] shape = input.shape;
        // One factor for each number of a row of pixels: libtorch's inner loop is then a row long, and not three numbers.
        using Tensor scale = PixelRow(shape[2], (float)(1 / p.DeviationR), (float)(1 / p.DeviationG), (float)(1 / p.DeviationB), input.device);
        using Tensor shift = PixelRow(
            shape[2], (float)(-p.MeanR / p.DeviationR), (float)(-p.MeanG / p.DeviationG), (float)(-p.MeanB / p.DeviationB), input.device);
        Tensor rows = input.reshape(shape[0] * shape[1], shape[2] * 3);
        Tensor values = rows.to(ScalarType.Float32);
        values = rows.dtype == ScalarType.Float32 ? values.mul(scale) : values.mul_(scale);
        values = values.add_(shift).reshape(shape).permute(0, 3, 1, 2); // [N, 3, H, W]
        values = values.to(_computes);
        return p.Order == ChannelOrder.Rgb ? values : values.index_select(1, tensor(new long[] { 2, 1, 0 }, device: input.device));
    }

    private static Tensor PixelRow(long width, float red, float green, float blue, Device device)
    {
        var row = new float[width * 3];
        for (int i = 0; i < row.Length; i += 3)
        {
            (row[i], row[i + 1], row[i + 2]) = (red, green, blue);
        }

        return tensor(row, device: device);
    }
}

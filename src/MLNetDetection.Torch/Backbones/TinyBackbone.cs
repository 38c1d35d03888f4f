using MLNetDetection.Torch.Anchors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>A plain stack of 3x3 convolutions with BatchNorm: a stem to stride 8 and three stages that halve again.</summary>
public sealed class TinyBackbone : Backbone
{
    private const int Maps = 4;

    private readonly Sequential _stem;
    private readonly ModuleList<Sequential> _stages;

    /// <summary>A backbone with fresh weights.</summary>
    /// <param name="channels">Of each map, C; the stem has C / 8, C / 4, C / 2. 16 to 1,024, a multiple of 8.</param>
    public TinyBackbone(int channels = 128)
        : base(nameof(TinyBackbone))
    {
        CheckChannels(channels);
        OutputChannels = [.. Enumerable.Repeat(channels, Maps)];
        int eighth = channels / 8, quarter = channels / 4, half = channels / 2;
        _stem = nn.Sequential(
            ("0", ConvBlock.Create(3, eighth, 2)), // stride 2
            ("1", ConvBlock.Create(eighth, quarter)),
            ("2", ConvBlock.Create(quarter, quarter, 2)), // stride 4
            ("3", ConvBlock.Create(quarter, half)),
            ("4", ConvBlock.Create(half, half, 2)), // stride 8
            ("5", ConvBlock.Create(half, channels)),
            ("6", ConvBlock.Create(channels, channels)));
        _stages = nn.ModuleList([.. Enumerable.Range(1, Maps - 1).Select(_ => nn.Sequential(
            ("0", ConvBlock.Create(channels, channels, 2)),
            ("1", ConvBlock.Create(channels, channels))))]);
        register_module("stem", _stem);
        register_module("stages", _stages);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels { get; }

    /// <summary>The stem, then each stage.</summary>
    internal override IReadOnlyList<IReadOnlyList<nn.Module>> Stages => [[_stem], .. _stages.Select(stage => (IReadOnlyList<nn.Module>)[stage])];

    internal static long CountParameters(int channels)
    {
        long c = channels, e = c / 8, q = c / 4, h = c / 2;
        (long Inputs, long Outputs)[] stem = [(3, e), (e, q), (q, q), (q, h), (h, h), (h, c), (c, c)];
        return stem.Sum(Block) + 2 * (Maps - 1) * Block((c, c));

        static long Block((long Inputs, long Outputs) block) => (9 * block.Inputs + 2) * block.Outputs;
    }

    internal static int CheckChannels(int channels) => channels is >= 16 and <= 1024 && channels % 8 == 0
        ? channels
        : throw new ArgumentOutOfRangeException(nameof(channels), channels, "Channels are 16 to 1,024 and a multiple of 8.");

    /// <summary>Sizes of the four maps for an input of the given pixels: strides 8, 16, 32, 64, rounded up.</summary>
    public static IReadOnlyList<FeatureMapSize> FeatureMaps(int inputWidth, int inputHeight)
    {
        int[] strides = [8, 16, 32, 64];
        return [.. strides.Select(s => new FeatureMapSize((inputWidth + s - 1) / s, (inputHeight + s - 1) / s))];
    }

    /// <summary>[N, 3, H, W] to four maps [N, C, H / s, W / s], s = 8, 16, 32, 64.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        var maps = new Tensor[Maps];
        maps[0] = _stem.call(input);
        for (int map = 1; map < Maps; map++)
        {
            maps[map] = _stages[map - 1].call(maps[map - 1]);
        }

        return maps;
    }
}

using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Inference;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// A network with its weights and its classes. Any number of threads may detect with one detector at the same time, and any may dispose it:
/// what runs then ends as usual. Training it while another thread detects is a mistake of the caller.
/// </summary>
public sealed partial class SsdDetector : IDisposable
{
    private static readonly Lock _seedGate = new();

    private readonly SsdPostprocessor _postprocessor;
    private readonly Device _device;

    /// <summary>A detector with fresh weights.</summary>
    /// <param name="architecture">The network's form.</param>
    /// <param name="classNames">One name per class, at least one; background is not among them.</param>
    /// <param name="seed">Of the weights; also becomes torch's global seed.</param>
    /// <param name="device">Where it computes; the CPU by default.</param>
    /// <exception cref="ArgumentException">No class, more than 4,096, or one without a name.</exception>
    public SsdDetector(SsdArchitecture architecture, IReadOnlyList<string> classNames, int seed = 0, ComputeDevice device = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(classNames);
        if (classNames.Count is 0 or > MaxClasses || !classNames.All(IsName))
        {
            throw new ArgumentException($"A detector has 1 to {MaxClasses} classes, each with a name of 1 to {MaxNameBytes} bytes.", nameof(classNames));
        }

        Architecture = architecture;
        ClassNames = [.. classNames];
        Device = device;
        _device = device.ToTorch();
        AnchorSet = architecture.Anchors.Generate(architecture.InputWidth, architecture.InputHeight, architecture.FeatureMaps);
        _postprocessor = new SsdPostprocessor(AnchorSet, architecture.Coder, architecture.InputWidth, architecture.InputHeight);
        _normaliser = new PixelNormaliser(architecture.Preprocessing);
        _prepared = new PreparedNetworks(this);
        Network = CreateNetwork(seed);
        Network.eval();
    }

    /// <summary>The network's form.</summary>
    public SsdArchitecture Architecture { get; }

    /// <summary>Names in the order of <see cref="Detection.ClassId"/>.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Where it computes.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The network, in eval mode.</summary>
    public SsdNetwork Network { get; }

    internal Anchors.AnchorSet AnchorSet { get; }

    /// <summary>Numbers that training changes.</summary>
    public long ParameterCount => Network.parameters().Sum(p => p.numel());

    /// <summary>Finds objects in pictures of any size.</summary>
    /// <param name="images">May be empty.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>Per picture its detections, best first; boxes in its own pixels, clipped to it.</returns>
    public IReadOnlyList<Detection>[] Detect(
        IReadOnlyList<PixelImage> images, DetectOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        using Use use = BeginUse();
        options?.CheckClasses(ClassNames);
        options ??= new DetectOptions();
        options.Validate();
        if (options.HasViews)
        {
            return DetectViews(images, options, cancellation);
        }

        var result = new IReadOnlyList<Detection>[images.Count];
        for (int first = 0; first < images.Count; first += options.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(options.BatchSize, images.Count - first);
            if (options.Flips == PictureFlips.None)
            {
                DetectBatch(images, first, count, options, PictureFlips.None, result);
            }
            else
            {
                DetectFlipped(images, first, count, options, result);
            }
        }

        return result;
    }

    /// <summary>Another network of the same form on the same device, with weights of its own from <paramref name="seed"/>.</summary>
    internal SsdNetwork CreateNetwork(int seed)
    {
        SsdNetwork network = Seeded(seed, () => Architecture.CreateNetwork(ClassNames.Count));
        if (_device.type != DeviceType.CPU)
        {
            network.to(_device);
        }

        return network;
    }

    private void DetectFlipped(
        IReadOnlyList<PixelImage> images, int first, int count, DetectOptions options, IReadOnlyList<Detection>[] result)
    {
        var views = new List<IReadOnlyList<Detection>[]>();
        foreach (PictureFlips view in (PictureFlips[])[PictureFlips.None, PictureFlips.Horizontal, PictureFlips.Vertical, PictureFlips.Horizontal | PictureFlips.Vertical])
        {
            if ((view & ~options.Flips) == 0)
            {
                var found = new IReadOnlyList<Detection>[images.Count];
                DetectBatch(images, first, count, options, view, found);
                views.Add(found);
            }
        }

        for (int i = first; i < first + count; i++)
        {
            result[i] = WeightedBoxFusion.Fuse([.. views.Select(view => view[i])], options.FusionIou, options.MaxDetections);
        }
    }

    /// <summary>Draws with torch's global generator, from <paramref name="seed"/>, while nobody else does.</summary>
    internal static T Seeded<T>(int seed, Func<T> draw)
    {
        lock (_seedGate)
        {
            manual_seed(seed);
            return draw();
        }
    }

    private Detection[] ToSource(Detection[] found, PixelImage image, PictureFlips view)
    {
        int width = Architecture.InputWidth, height = Architecture.InputHeight;
        BoxXyxy window = InputWindow.Of(image.Width, image.Height, width, height, Architecture.Preprocessing.Fit);
        float x = window.Width / width, y = window.Height / height;
        return [.. found.Select(d => d with { Box = ToSource(Upright(d.Box, view)) })];

        BoxXyxy ToSource(BoxXyxy box) => new BoxXyxy(
            window.X1 + box.X1 * x, window.Y1 + box.Y1 * y, window.X1 + box.X2 * x, window.Y1 + box.Y2 * y).Clip(image.Width, image.Height);
    }

    private BoxXyxy Upright(BoxXyxy box, PictureFlips view)
    {
        (float left, float right) = view.HasFlag(PictureFlips.Horizontal)
            ? (Architecture.InputWidth - box.X2, Architecture.InputWidth - box.X1) : (box.X1, box.X2);
        (float top, float bottom) = view.HasFlag(PictureFlips.Vertical)
            ? (Architecture.InputHeight - box.Y2, Architecture.InputHeight - box.Y1) : (box.Y1, box.Y2);
        return new BoxXyxy(left, top, right, bottom);
    }
}

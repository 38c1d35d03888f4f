using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Torch.Detectors.Tiling;

/// <summary>
/// The views of a picture, and which of them belong together: the views of a pass cover the picture at one scale in one mirrored form.
/// A view that several passes have, as the whole picture, is looked at once.
/// </summary>
internal sealed class ViewPlan
{
    private const int MostViews = 65_536;

    private readonly Dictionary<PictureView, int> _numbers = [];
    private readonly List<PictureView> _views = [];
    private readonly List<IReadOnlyList<int>> _passes = [];

    private ViewPlan()
    {
    }

    /// <summary>What the network has to see.</summary>
    public IReadOnlyList<PictureView> Views => _views;

    /// <summary>Indices of views.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Passes => _passes;

    /// <summary>The plan for a picture of the given size.</summary>
    /// <exception cref="ArgumentException">The tiles are so small that there are more than 65,536 views.</exception>
    public static ViewPlan Of(int width, int height, SsdArchitecture network, DetectOptions options)
    {
        var plan = new ViewPlan();
        foreach (double scale in options.Scales)
        {
            BoxXyxy[] windows = [.. Windows(width, height, scale, network, options)];
            foreach (PictureFlips flips in Forms(options.Flips))
            {
                plan._passes.Add([.. windows.Select(window => plan.Number(new PictureView(window, flips)))]);
            }
        }

        return plan;
    }

    private static IEnumerable<BoxXyxy> Windows(int width, int height, double scale, SsdArchitecture network, DetectOptions options)
    {
        TilingOptions tiling = options.Tiling ?? new TilingOptions { Width = width, Height = height };
        int tileHeight = tiling.Height > 0 ? tiling.Height : Math.Max(1, (int)Math.Round((double)tiling.Width * network.InputHeight / network.InputWidth));
        int across = Scaled(Math.Min(tiling.Width, width), scale), down = Scaled(Math.Min(tileHeight, height), scale);
        long count = TileGrid.Count(width, height, across, down, tiling.Overlap);
        if (count > MostViews)
        {
            throw new ArgumentException(
                $"A picture of {width}x{height} pixels has {count} tiles of {across}x{down}; at most {MostViews} are possible. Choose larger tiles.", nameof(options));
        }

        IEnumerable<BoxXyxy> tiles = TileGrid.Windows(width, height, across, down, tiling.Overlap);
        if (count > 1 && tiling.IncludeWhole)
        {
            tiles = tiles.Append(new BoxXyxy(0, 0, width, height));
        }

        return tiles.Select(tile => Shown(tile, network));
    }

    // A letterbox shows what lies around a tile of another ratio than the input's, or the void around the picture.
    private static BoxXyxy Shown(BoxXyxy tile, SsdArchitecture network)
    {
        BoxXyxy shown = InputWindow.Of(tile.Width, tile.Height, network.InputWidth, network.InputHeight, network.Preprocessing.Fit);
        return new BoxXyxy(tile.X1 + shown.X1, tile.Y1 + shown.Y1, tile.X1 + shown.X2, tile.Y1 + shown.Y2);
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side / scale));

    private static IEnumerable<PictureFlips> Forms(PictureFlips flips) =>
        ((PictureFlips[])[PictureFlips.None, PictureFlips.Horizontal, PictureFlips.Vertical, PictureFlips.Horizontal | PictureFlips.Vertical])
        .Where(form => (form & ~flips) == 0);

    private int Number(PictureView view)
    {
        if (_numbers.TryAdd(view, _views.Count))
        {
            _views.Add(view);
        }

        return _numbers[view];
    }
}

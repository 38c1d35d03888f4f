using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Torch.Detectors.Tiling;

/// <summary>What has been found in a picture's views so far.</summary>
internal sealed class PictureFinds(PixelImage image, SsdArchitecture network, DetectOptions options)
{
    private static readonly TilingOptions _usual = new();

    private readonly ViewPlan _plan = ViewPlan.Of(image.Width, image.Height, network, options);
    private readonly List<TileDetections> _found = [];

    public PixelImage Image => image;

    public IReadOnlyList<PictureView> Views => _plan.Views;

    public bool IsComplete => _found.Count == Views.Count;

    /// <summary>Adds the finds of the next view, boxes in pixels of the input.</summary>
    public void Add(IReadOnlyList<Detection> found)
    {
        PictureView view = Views[_found.Count];
        _found.Add(new TileDetections(view.Window, view.ToPicture(found, network.InputWidth, network.InputHeight, image.Width, image.Height)));
    }

    /// <summary>The picture's detections, best first.</summary>
    public IReadOnlyList<Detection> Join()
    {
        TilingOptions tiling = options.Tiling ?? _usual;
        Detection[][] passes =
        [
            .. _plan.Passes.Select(views => TileSuppression.Merge(
                [.. views.Select(view => _found[view])], image.Width, image.Height, tiling.MergeOverlap, tiling.MergeMeasure, options.ClassAgnostic, options.MaxDetections)),
        ];
        return passes.Length == 1 ? passes[0] : Fuse(passes);
    }

    // Fusion joins boxes of one class; where a box may remove those of others, it still does.
    private Detection[] Fuse(Detection[][] passes)
    {
        if (!options.ClassAgnostic)
        {
            return WeightedBoxFusion.Fuse(passes, options.FusionIou, options.MaxDetections);
        }

        Detection[] fused = WeightedBoxFusion.Fuse(passes, options.FusionIou);
        int[] kept = NonMaximumSuppression.Run(
            [.. fused.Select(found => found.Box)], [.. fused.Select(found => found.Score)], options.SuppressionIou);
        return [.. kept.Take(options.MaxDetections).Select(at => fused[at])];
    }
}

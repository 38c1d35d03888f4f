using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>What is drawn of a picture's boxes, and in which order.</summary>
internal sealed class BoxOrder
{
    // An annotation that a prediction of its class covers this well needs no label of its own.
    private const float Found = 0.5f;

    public BoxOrder(int width, int height, IEnumerable<ReportBox> boxes)
    {
        var visible = boxes
            .Where(box => box.Box.IsProper)
            .Select(box => (Box: box, Visible: box.Box.Clip(width, height)))
            .Where(box => box.Visible.IsProper)
            .ToList();
        Truth = [.. visible.Where(box => box.Box.IsTruth)];
        Predictions = [.. visible.Where(box => !box.Box.IsTruth).OrderByDescending(box => box.Box.Score ?? 0)];
    }

    /// <summary>Annotations, with the part that lies in the picture.</summary>
    public IReadOnlyList<(ReportBox Box, BoxXyxy Visible)> Truth { get; }

    /// <summary>Predictions, best first, with the part that lies in the picture.</summary>
    public IReadOnlyList<(ReportBox Box, BoxXyxy Visible)> Predictions { get; }

    /// <summary>What gets a label where there is room: predictions, then annotations that were missed.</summary>
    public IEnumerable<(ReportBox Box, BoxXyxy Visible)> Labelled => Predictions
        .Concat(Truth.Where(truth => !Predictions.Any(prediction =>
            prediction.Box.ClassId == truth.Box.ClassId && prediction.Box.Box.IntersectionOverUnion(truth.Box.Box) >= Found)));

    /// <summary>Class and score, such as "cat 0.91".</summary>
    public static string Name(ReportBox box) =>
        box.Score is { } score ? $"{box.Label} {ReportNumber.Fixed(score, 2)}" : box.Label;
}

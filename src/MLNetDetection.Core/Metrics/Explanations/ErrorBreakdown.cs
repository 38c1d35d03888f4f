namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>
/// TIDE: why AP is not 1, figure for figure those of tidecv 1.0 on boxes. The shares of AP do not add up to what is missing:
/// mending one kind of error changes what another costs.
/// </summary>
public sealed class ErrorBreakdown
{
    internal ErrorBreakdown(double ap, IReadOnlyList<ErrorShare> errors, double falsePositives, double falseNegatives)
    {
        Ap = ap;
        Errors = errors;
        FalsePositives = falsePositives;
        FalseNegatives = falseNegatives;
    }

    /// <summary>
    /// TIDE's own AP at the IoU threshold, in [0, 1]; -1 without objects and detections. It averages over detected classes too,
    /// and counts the best detections of an image rather than of an image and class, so COCO's AP50 may differ.
    /// </summary>
    public double Ap { get; }

    /// <summary>The six kinds, in the order of <see cref="ErrorKind"/>.</summary>
    public IReadOnlyList<ErrorShare> Errors { get; }

    /// <summary>What AP would gain if every false positive had the lowest score, in [0, 1].</summary>
    public double FalsePositives { get; }

    /// <summary>What AP would gain if every object not found did not count, in [0, 1].</summary>
    public double FalseNegatives { get; }

    /// <summary>One kind's share.</summary>
    public ErrorShare this[ErrorKind kind] => Errors[(int)kind];
}

using System.Globalization;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Whether a network can learn one batch by heart.</summary>
/// <param name="Ap50">Of the batch's own images, at the end.</param>
/// <param name="Steps">Steps it took, or all of them.</param>
/// <param name="FirstLoss">Before the first step.</param>
/// <param name="LastLoss">At the last step.</param>
/// <param name="ImageNames">The batch.</param>
public sealed record OverfitReport(double Ap50, int Steps, double FirstLoss, double LastLoss, IReadOnlyList<string> ImageNames)
{
    internal const double Enough = 0.99;

    /// <summary>True where AP50 is over 0.99: labels, boxes, classes, anchors and network fit each other.</summary>
    public bool Learned => Ap50 > Enough;

    /// <summary>The finding in words, with what to look at where it is bad.</summary>
    public override string ToString()
    {
        string figures = string.Create(CultureInfo.InvariantCulture, $"AP50 {Ap50:0.000} after {Steps} steps, loss {FirstLoss:0.00} to {LastLoss:0.00}");
        return Learned ? $"The batch is learnt by heart ({figures}): the set can be learned."
            : $"The batch is not learnt by heart ({figures}). Look at the boxes of {string.Join(", ", ImageNames)}: are they xyxy in pixels of the image, with the "
                + $"right classes, and do anchors reach them ({nameof(AnchorFitting)})? Else take more steps.";
    }
}

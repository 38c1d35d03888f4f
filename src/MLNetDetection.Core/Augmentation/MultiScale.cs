using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// The whole picture at another scale in an input of the same size: enlarged, a part of it fills the view; reduced, it lies somewhere on a
/// canvas. The network's input keeps its size, so that anchors and batches stay as they are.
/// </summary>
public sealed class MultiScale : IAugmentation
{
    /// <summary>In [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 1;

    /// <summary>Smallest factor by which objects change; [0.1, 1].</summary>
    public double Minimum { get; init => field = Ranges.Within(value, 0.1, 1); } = 0.5;

    /// <summary>Largest factor by which objects change; [1, 4].</summary>
    public double Maximum { get; init => field = Ranges.Within(value, 1, 4); } = 1.5;

    /// <summary>An object stays where at least this share of its box is in view; (0, 1].</summary>
    public double MinimumVisible { get; init => field = Ranges.Within(value, 1e-6, 1); } = 0.3;

    /// <summary>Colour of the canvas, [0, 255].</summary>
    public RgbTriple Fill { get; init; } = new(123, 117, 104);

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!random.NextBool(Probability))
        {
            return;
        }

        // Even in the logarithm: half as large is as likely as twice as large.
        double factor = Math.Exp(random.NextDouble(Math.Log(Minimum), Math.Log(Maximum)));
        float width = (float)(plan.Width / factor), height = (float)(plan.Height / factor);
        float left = random.NextSingle(0, 1) * (plan.Width - width), top = random.NextSingle(0, 1) * (plan.Height - height);
        plan.Fill = Fill;
        plan.Crop(new BoxXyxy(left, top, left + width, top + height), MinimumVisible);
    }
}

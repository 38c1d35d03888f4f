using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>SSD's zoom out: the picture somewhere on a larger canvas of one colour, so that objects become small.</summary>
public sealed class SsdExpand : IAugmentation
{
    /// <summary>In [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 0.5;

    /// <summary>Largest ratio of the canvas's sides to the picture's; [1, 16], 4 in SSD.</summary>
    public double MaximumRatio { get; init => field = Ranges.Within(value, 1, 16); } = 4;

    /// <summary>Colour of the canvas, [0, 255], before the chain's colour changes, which it takes part in; SSD takes the mean of ImageNet.</summary>
    public RgbTriple Fill { get; init; } = new(123, 117, 104);

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!random.NextBool(Probability))
        {
            return;
        }

        double ratio = random.NextDouble(1, MaximumRatio);
        double width = plan.Width * ratio, height = plan.Height * ratio;
        float left = random.NextSingle(0, (float)(width - plan.Width));
        float top = random.NextSingle(0, (float)(height - plan.Height));
        plan.Fill = Fill;
        plan.Crop(new BoxXyxy(-left, -top, (float)width - left, (float)height - top));
    }
}

using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// Turns the picture about its middle, then shows it larger or smaller and shifted. Boxes become those around the turned corners, which
/// are larger than the objects: keep the angle small where boxes must be tight.
/// </summary>
public sealed class ShiftScaleRotate : IAugmentation
{
    /// <summary>In [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 0.5;

    /// <summary>Largest shift either way as a share of the side; [0, 1].</summary>
    public double Shift { get; init => field = Ranges.Probability(value); } = 0.06;

    /// <summary>Objects become 1 - scale to 1 + scale times as large; [0, 0.9].</summary>
    public double Scale { get; init => field = Ranges.Within(value, 0, 0.9); } = 0.1;

    /// <summary>Largest angle either way, degrees; [0, 180].</summary>
    public double Degrees { get; init => field = Ranges.Within(value, 0, 180); } = 10;

    /// <summary>An object stays where at least this share of its box remains in view; (0, 1].</summary>
    public double MinimumVisible { get; init => field = Ranges.Within(value, 1e-6, 1); } = 0.3;

    /// <summary>Colour of what comes in from outside, [0, 255].</summary>
    public RgbTriple Fill { get; init; } = new(123, 117, 104);

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!random.NextBool(Probability))
        {
            return;
        }

        double degrees = random.NextDouble(-Degrees, Degrees), scale = random.NextDouble(1 - Scale, 1 + Scale);
        double across = random.NextDouble(-Shift, Shift), down = random.NextDouble(-Shift, Shift);
        plan.Fill = Fill;
        if (degrees != 0)
        {
            plan.Rotate(degrees, MinimumVisible);
        }

        float width = (float)(plan.Width / scale), height = (float)(plan.Height / scale);
        float left = ((plan.Width - width) / 2) - (float)(across * width), top = ((plan.Height - height) / 2) - (float)(down * height);
        plan.Crop(new BoxXyxy(left, top, left + width, top + height), MinimumVisible);
    }
}

using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// A window of random area and aspect, anywhere in the picture. An object stays where enough of it is visible; a window that would leave
/// none of them is tried again, 10 times by default, before the picture stays whole.
/// </summary>
/// <remarks>With <see cref="MinimumCovered"/> 0.95, <see cref="MinimumArea"/> 0.05 and 200 trials it is the crop of Gluon's teaching SSD.</remarks>
public sealed class RandomResizedCrop : IAugmentation
{
    /// <summary>In [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 1;

    /// <summary>Smallest area of the window as a share of the picture's; [0.01, 1].</summary>
    public double MinimumArea { get; init => field = Ranges.Within(value, 0.01, 1); } = 0.3;

    /// <summary>The window's aspect is the picture's times 1 / this to this; [1, 4].</summary>
    public double MaximumAspect { get; init => field = Ranges.Within(value, 1, 4); } = 4.0 / 3;

    /// <summary>An object stays where at least this share of its box is in the window; (0, 1].</summary>
    public double MinimumVisible { get; init => field = Ranges.Within(value, 1e-6, 1); } = 0.4;

    /// <summary>
    /// A window that shows some of an object, but less than this share of its box, is tried again: objects are kept nearly whole or left
    /// out. In [0, 1]; 0, the default, lets windows cut.
    /// </summary>
    public double MinimumCovered { get; init => field = Ranges.Probability(value); }

    /// <summary>Windows tried; [1, 1000].</summary>
    public int Trials { get; init => field = (int)Ranges.Within(value, 1, 1000); } = 10;

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!random.NextBool(Probability))
        {
            return;
        }

        for (int trial = 0; trial < Trials; trial++)
        {
            double side = Math.Sqrt(random.NextDouble(MinimumArea, 1));
            double aspect = Math.Exp(random.NextDouble(-Math.Log(MaximumAspect), Math.Log(MaximumAspect)) / 2);
            double across = Math.Min(1, side * aspect), down = Math.Min(1, side / aspect);
            float left = (float)(random.NextDouble() * (1 - across) * plan.Width), top = (float)(random.NextDouble() * (1 - down) * plan.Height);
            BoxXyxy window = new(left, top, left + (float)(across * plan.Width), top + (float)(down * plan.Height));
            if (plan.Objects.Count == 0 || (plan.CountVisible(window, MinimumVisible) > 0 && !plan.Cuts(window, MinimumCovered)))
            {
                plan.Crop(window, MinimumVisible);
                return;
            }
        }
    }
}

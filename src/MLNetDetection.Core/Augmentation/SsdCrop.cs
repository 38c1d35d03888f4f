using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// The random crop of Liu et al. 2016, section 2.2: the whole picture, a window that overlaps some object by at least
/// 0.1, 0.3, 0.5, 0.7 or 0.9, or any window; one of these seven with equal chances.
/// </summary>
/// <remarks>
/// A window that holds no object's centre is tried again, and when all trials fail another choice is drawn, as the
/// common implementations do; after 10 choices the picture stays whole. A picture without objects takes its first window.
/// </remarks>
public sealed class SsdCrop : IAugmentation
{
    private const int Choices = 10;

    /// <summary>Smallest side of a window as a share of the picture's; (0, 1], 0.3 in SSD's code.</summary>
    public double MinimumScale { get; init => field = Ranges.Within(value, 0.01, 1); } = 0.3;

    /// <summary>Largest ratio of a window's scales across and down, and the inverse of the smallest; at least 1, 2 in SSD.</summary>
    public double MaximumAspect { get; init => field = Ranges.Within(value, 1, 16); } = 2;

    /// <summary>Overlaps (IoU) to choose from, besides the whole picture; 0 is any window.</summary>
    public IReadOnlyList<double> MinimumOverlaps
    {
        get;
        init => field = [.. (value ?? throw new ArgumentNullException(nameof(value))).Select(overlap => Ranges.Probability(overlap))];
    } = [0, 0.1, 0.3, 0.5, 0.7, 0.9];

    /// <summary>Windows tried for one choice; [1, 1000], 50 in SSD.</summary>
    public int Trials { get; init => field = (int)Ranges.Within(value, 1, 1000); } = 50;

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        for (int choice = 0; choice < Choices; choice++)
        {
            int option = random.NextInt(MinimumOverlaps.Count + 1);
            if (option == MinimumOverlaps.Count)
            {
                return;
            }

            for (int trial = 0; trial < Trials; trial++)
            {
                if (TryWindow(plan, ref random, out BoxXyxy window) && Accepts(plan.Objects, window, MinimumOverlaps[option]))
                {
                    plan.Crop(window);
                    return;
                }
            }
        }
    }

    private bool TryWindow(AugmentationPlan plan, ref RandomStream random, out BoxXyxy window)
    {
        // All four numbers are drawn even when the first two already rule the window out, so that the trials of a
        // stream do not depend on the picture's shape.
        double across = random.NextDouble(MinimumScale, 1), down = random.NextDouble(MinimumScale, 1);
        double left = random.NextDouble() * (1 - across), top = random.NextDouble() * (1 - down);
        window = new BoxXyxy(
            (float)(left * plan.Width), (float)(top * plan.Height),
            (float)((left + across) * plan.Width), (float)((top + down) * plan.Height));
        double aspect = across / down;
        return aspect <= MaximumAspect && aspect >= 1 / MaximumAspect && window.IsProper;
    }

    private static bool Accepts(IReadOnlyList<AnnotatedObject> objects, BoxXyxy window, double minimumOverlap)
    {
        bool centred = objects.Count == 0, overlapping = objects.Count == 0 || minimumOverlap <= 0;
        for (int i = 0; i < objects.Count; i++)
        {
            BoxXyxy box = objects[i].Box;
            centred |= AugmentationPlan.CentreInside(box, window);
            overlapping |= box.IntersectionOverUnion(window) >= minimumOverlap;
        }

        return centred && overlapping;
    }
}

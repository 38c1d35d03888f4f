namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Loss over learning rate, and the rate it suggests.</summary>
public sealed class LearningRateCurve
{
    // Weights of a bell over eleven steps: a loss of one batch says little.
    private const int Reach = 5;
    private const double Fall = 0.9;

    // At its lowest the loss is about to rise: the network learns as fast and more safely well below.
    private const double Margin = 10;

    internal LearningRateCurve(IReadOnlyList<(double Rate, double Loss)> steps, bool diverged)
    {
        double[] smoothed = Smooth([.. steps.Select(s => s.Loss)]);
        Points = [.. steps.Select((s, i) => new LearningRatePoint(s.Rate, s.Loss, smoothed[i]))];
        Diverged = diverged;
        Suggestion = Suggest(Points);
    }

    /// <summary>The steps, rates rising.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>
    /// A tenth of the rate at which the smoothed loss is lowest, to be taken as the schedule's highest; null where the loss falls by less than a
    /// tenth before, as with rates that are all too high or too low. Where <see cref="Diverged"/> is false, higher rates may do as well.
    /// </summary>
    public double? Suggestion { get; }

    /// <summary>True where the loss rose beyond the range's limit, so that higher rates were not tried.</summary>
    public bool Diverged { get; }

    private static double[] Smooth(double[] losses)
    {
        var result = new double[losses.Length];
        for (int i = 0; i < losses.Length; i++)
        {
            double sum = 0, weights = 0;
            for (int j = Math.Max(0, i - Reach); j <= Math.Min(losses.Length - 1, i + Reach); j++)
            {
                double weight = Math.Exp(-2.0 * (i - j) * (i - j) / (Reach * Reach));
                sum += weight * losses[j];
                weights += weight;
            }

            result[i] = sum / weights;
        }

        return result;
    }

    private static double? Suggest(IReadOnlyList<LearningRatePoint> points)
    {
        if (points.Count == 0)
        {
            return null;
        }

        int lowest = Enumerable.Range(0, points.Count).MinBy(i => points[i].Smoothed);
        double highestBefore = points.Take(lowest + 1).Max(p => p.Smoothed);
        return points[lowest].Smoothed < Fall * highestBefore ? points[lowest].Rate / Margin : null;
    }
}

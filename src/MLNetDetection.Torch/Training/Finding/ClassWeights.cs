using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Weights for <see cref="Losses.SoftmaxCrossEntropy"/> from how often each class occurs, so that rare ones are not drowned.</summary>
/// <remarks>
/// Background comes first, with 1. The weights of the classes that occur have mean 1; a class that never occurs has 1, as nothing is
/// learnt of it.
/// </remarks>
public static class ClassWeights
{
    /// <summary>Objects of each class in a set; reads every image once. Difficult objects are left out, as in training.</summary>
    /// <param name="set">May be empty.</param>
    public static IReadOnlyList<long> Count(ITrainingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var counts = new long[set.ClassNames.Count];
        for (int i = 0; i < set.Count; i++)
        {
            foreach (AnnotatedObject item in set.Read(i).Objects)
            {
                if (!item.Difficult && item.ClassId >= 0 && item.ClassId < counts.Length)
                {
                    counts[item.ClassId]++;
                }
            }
        }

        return counts;
    }

    /// <summary>Weights in inverse proportion to the counts.</summary>
    /// <param name="counts">Objects of each class, at least 0.</param>
    public static IReadOnlyList<double> Inverse(IReadOnlyList<long> counts) => Normalised(counts, count => 1.0 / count);

    /// <summary>
    /// Weights in inverse proportion to the effective number of objects, (1 - beta^count) / (1 - beta): more of the same adds less and less
    /// (Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", 2019).
    /// </summary>
    /// <param name="counts">Objects of each class, at least 0.</param>
    /// <param name="beta">In [0, 1): 0 weighs all alike, near 1 as <see cref="Inverse"/>. Default 0.999.</param>
    public static IReadOnlyList<double> EffectiveNumber(IReadOnlyList<long> counts, double beta = 0.999)
    {
        if (!(beta is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "Beta is in [0, 1).");
        }

        return Normalised(counts, count => (1 - beta) / (1 - Math.Pow(beta, count)));
    }

    private static IReadOnlyList<double> Normalised(IReadOnlyList<long> counts, Func<long, double> weigh)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Any(count => count < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(counts), "Counts are at least 0.");
        }

        double[] weights = [.. counts.Where(count => count > 0).Select(weigh)];
        double mean = weights.Length == 0 ? 1 : weights.Average();
        return [1, .. counts.Select(count => count == 0 ? 1 : weigh(count) / mean)];
    }
}

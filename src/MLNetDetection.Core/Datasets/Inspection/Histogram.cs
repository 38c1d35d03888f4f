namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>Counts of values between edges.</summary>
/// <param name="Name">What is counted, with its unit.</param>
/// <param name="Edges">Ascending; the first and last bucket take what lies beyond them.</param>
/// <param name="Counts">One fewer than edges.</param>
public sealed record Histogram(string Name, IReadOnlyList<double> Edges, IReadOnlyList<int> Counts)
{
    internal static Histogram Of(string name, IEnumerable<double> values, params double[] edges)
    {
        int[] counts = new int[edges.Length - 1];
        foreach (double value in values)
        {
            int at = Array.FindLastIndex(edges, edge => value >= edge);
            counts[Math.Clamp(at, 0, counts.Length - 1)]++;
        }

        return new Histogram(name, edges, counts);
    }
}

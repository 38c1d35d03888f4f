namespace MLNetDetection.Cli.Benchmarking;

/// <summary>What was measured with one setting; times in milliseconds.</summary>
/// <param name="Setting">With which it was measured.</param>
/// <param name="Calls">Times of the whole calls, each of a batch.</param>
/// <param name="Resize">Of a picture, to the network's input.</param>
/// <param name="Network">Of a picture, the network alone.</param>
internal sealed record BenchFigures(BenchSetting Setting, IReadOnlyList<double> Calls, double Resize, double Network)
{
    /// <summary>Over all calls.</summary>
    public double ImagesPerSecond => 1000 * Setting.Batch / Calls.Average();

    /// <summary>Of a picture: choosing boxes, and what lies between the parts. Never below 0, which it would be by chance alone.</summary>
    public double Boxes => Math.Max(0, (Percentile(0.5) / Setting.Batch) - Resize - Network);

    /// <summary>The call's time that the given share of calls did not exceed.</summary>
    /// <param name="share">In [0, 1].</param>
    public double Percentile(double share)
    {
        double[] sorted = [.. Calls.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}

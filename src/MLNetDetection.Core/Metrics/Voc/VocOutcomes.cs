namespace MLNetDetection.Core.Metrics.Voc;

/// <summary>
/// What became of each detection of the groups: for each scale, bit t says hit, or miss, at IoU threshold t; neither is ignored.
/// </summary>
internal sealed class VocOutcomes(int scales, int detections)
{
    /// <summary>[scale][entry of BoxGroups.Detections].</summary>
    public uint[][] Hits { get; } = [.. Enumerable.Range(0, scales).Select(_ => new uint[detections])];

    /// <summary>[scale][entry of BoxGroups.Detections].</summary>
    public uint[][] Misses { get; } = [.. Enumerable.Range(0, scales).Select(_ => new uint[detections])];
}

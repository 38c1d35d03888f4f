using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>
/// What became of each detection of the groups: for each area range, bit t says matched, or ignored, at IoU threshold t. A
/// detection that is neither is a miss.
/// </summary>
internal sealed class CocoMatches
{
    private CocoMatches(int ranges, int detections)
    {
        Matched = new uint[ranges][];
        Ignored = new uint[ranges][];
        for (int a = 0; a < ranges; a++)
        {
            Matched[a] = new uint[detections];
            Ignored[a] = new uint[detections];
        }
    }

    /// <summary>[area][entry of BoxGroups.Detections].</summary>
    public uint[][] Matched { get; }

    /// <summary>[area][entry of BoxGroups.Detections].</summary>
    public uint[][] Ignored { get; }

    public static CocoMatches Make(EvaluationSet set, BoxGroups groups, CocoEvaluatorOptions options, ParallelOptions parallel)
    {
        CocoMatches matches = new(options.AreaRanges.Count, groups.Detections.Length);
        AreaRange[] ranges = [.. options.AreaRanges];
        double[] thresholds = [.. options.IouThresholds];
        groups.ForStretches(parallel, (first, end) =>
        {
            CocoMatcher matcher = new(set, groups, matches, thresholds, ranges);
            for (int g = first; g < end; g++)
            {
                matcher.Match(g);
            }
        });
        return matches;
    }
}

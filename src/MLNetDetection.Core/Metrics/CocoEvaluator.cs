using System.Diagnostics;
using MLNetDetection.Core.Metrics.Coco;
using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// COCO's detection metrics, figure for figure those of pycocotools. A difficult object that is no crowd absorbs one detection,
/// which then counts neither way.
/// </summary>
public sealed class CocoEvaluator
{
    private readonly CocoEvaluatorOptions _options;

    /// <summary>An evaluator with COCO's own thresholds and limits, or others.</summary>
    public CocoEvaluator(CocoEvaluatorOptions? options = null) => _options = options ?? new CocoEvaluatorOptions();

    /// <summary>The figures of a set; the same for any number of threads.</summary>
    public CocoMetrics Evaluate(EvaluationSet set, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = _options.Threads == 0 ? Environment.ProcessorCount : _options.Threads,
            CancellationToken = cancellation,
        };
        long start = Stopwatch.GetTimestamp();
        BoxGroups groups = BoxGroups.Make(set, _options.ClassIds, _options.ClassAgnostic, _options.MaximumDetections[^1], parallel);
        CocoMatches matches = CocoMatches.Make(set, groups, _options, parallel);
        long matched = Stopwatch.GetTimestamp();
        CocoMetrics metrics = new CocoSummary(Accumulate(set, groups, matches, parallel), _options).Summarize(set.Images.Count);
        metrics.EvaluateTime = Stopwatch.GetElapsedTime(start, matched);
        metrics.AccumulateTime = Stopwatch.GetElapsedTime(matched);
        return metrics;
    }

    private CocoClassCurves[] Accumulate(EvaluationSet set, BoxGroups groups, CocoMatches matches, ParallelOptions parallel)
    {
        int ranges = _options.AreaRanges.Count, count = groups.Classes.Length;
        CocoAccumulator[] classes = [.. Enumerable.Range(0, count).Select(c => new CocoAccumulator(set, groups, matches, _options, c))];

        // The largest first, so that no thread is left alone with one at the end.
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(c => classes[c].Count)];
        Parallel.For(0, count, parallel, i => classes[order[i]].Sort());
        CocoCurves?[][] curves = [.. classes.Select(_ => new CocoCurves?[ranges])];
        Parallel.For(0, count * ranges, parallel, i =>
        {
            (int at, int range) = Math.DivRem(i, ranges);
            curves[order[at]][range] = classes[order[at]].Read(range);
        });
        return
        [
            .. Enumerable.Range(0, count).Select(c =>
                new CocoClassCurves(groups.Classes[c], curves[c], classes[c].Positives(0), groups.DetectionTotals[c])),
        ];
    }
}

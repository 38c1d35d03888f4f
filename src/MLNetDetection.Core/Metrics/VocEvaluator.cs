using System.Diagnostics;
using MLNetDetection.Core.Metrics.Grouping;
using MLNetDetection.Core.Metrics.Voc;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// Average precision as Pascal VOC's development kit has it, 2007 or later, and as mmdetection's eval_map does. Detections that
/// fall on difficult objects or crowds count neither way.
/// </summary>
public sealed class VocEvaluator
{
    private readonly VocEvaluatorOptions _options;

    /// <summary>An evaluator with the options of VOC 2010 and later, or others.</summary>
    public VocEvaluator(VocEvaluatorOptions? options = null) => _options = options ?? new VocEvaluatorOptions();

    /// <summary>The figures of a set; the same for any number of threads.</summary>
    public VocMetrics Evaluate(EvaluationSet set, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = _options.Threads == 0 ? Environment.ProcessorCount : _options.Threads,
            CancellationToken = cancellation,
        };
        long start = Stopwatch.GetTimestamp();
        BoxGroups groups = BoxGroups.Make(set, _options.ClassIds, agnostic: false, int.MaxValue, parallel);
        int scales = Math.Max(1, _options.ScaleRanges.Count);
        VocOutcomes outcomes = new(scales, groups.Detections.Length);
        groups.ForStretches(parallel, (first, end) =>
        {
            VocMatcher matcher = new(set, groups, outcomes, _options);
            for (int g = first; g < end; g++)
            {
                matcher.Match(g);
            }
        });
        long matched = Stopwatch.GetTimestamp();
        VocClassMetrics[] classes = new VocClassMetrics[groups.Classes.Length];
        Parallel.For(0, classes.Length, parallel, c =>
        {
            VocAccumulator accumulator = new(set, groups, outcomes, _options, c);
            VocCurve[][] curves = [.. Enumerable.Range(0, scales).Select(accumulator.Read)];
            classes[c] = new VocClassMetrics(groups.Classes[c], curves, groups.DetectionTotals[c], _options);
        });
        return new VocMetrics(classes, _options, set.Images.Count)
        {
            EvaluateTime = Stopwatch.GetElapsedTime(start, matched),
            AccumulateTime = Stopwatch.GetElapsedTime(matched),
        };
    }
}

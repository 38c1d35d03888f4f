using MLNetDetection.Core.Metrics.Grouping;
using MLNetDetection.Core.Metrics.Recall;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// Recall of class-agnostic proposals by their number and IoU, as mmdetection's eval_recalls: within an image, the pair that
/// overlaps most is taken first, then the next of what is left. Crowds and difficult objects are left out.
/// </summary>
public sealed class ProposalRecallEvaluator
{
    private readonly ProposalRecallOptions _options;

    /// <summary>An evaluator with default numbers and thresholds, or others.</summary>
    public ProposalRecallEvaluator(ProposalRecallOptions? options = null) => _options = options ?? new ProposalRecallOptions();

    /// <summary>The recalls of a set, whatever the classes of its boxes; the same for any number of threads.</summary>
    public ProposalRecallMetrics Evaluate(EvaluationSet set, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = _options.Threads == 0 ? Environment.ProcessorCount : _options.Threads,
            CancellationToken = cancellation,
        };
        BoxGroups groups = BoxGroups.Make(set, null, agnostic: true, _options.ProposalNumbers[^1], parallel);
        int numbers = _options.ProposalNumbers.Count, thresholds = _options.IouThresholds.Count, objects = 0;
        long[][] found = [.. Enumerable.Range(0, numbers).Select(_ => new long[thresholds])];
        Lock gate = new();
        groups.ForStretches(parallel, (first, end) =>
        {
            ProposalMatcher matcher = new(set, groups, _options);
            for (int g = first; g < end; g++)
            {
                matcher.Match(g);
            }

            lock (gate)
            {
                objects += matcher.Objects;
                matcher.AddTo(found);
            }
        });
        double[][] recalls = [.. found.Select(row => row.Select(count => objects == 0 ? -1 : (double)count / objects).ToArray())];
        return new ProposalRecallMetrics(recalls, objects, _options);
    }
}

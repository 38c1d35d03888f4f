namespace MLNetDetection.Core.Metrics;

/// <summary>What a recall of proposals counts.</summary>
public sealed class ProposalRecallOptions
{
    /// <summary>Best proposals of each image that count: ascending, one to eight numbers of 1 or more. 100, 300, 1000 by default.</summary>
    public IReadOnlyList<int> ProposalNumbers { get; init => field = CocoEvaluatorOptions.CheckMaximum(value); } = [100, 300, 1000];

    /// <summary>IoU that finds an object, ascending, in (0, 1], at most 32 of them; COCO's ten by default.</summary>
    public IReadOnlyList<double> IouThresholds { get; init => field = CocoEvaluatorOptions.CheckThresholds(value); } =
        new CocoEvaluatorOptions().IouThresholds;

    /// <summary>Threads used; 0, the default, takes one per processor. The result is the same for any number.</summary>
    public int Threads { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }
}

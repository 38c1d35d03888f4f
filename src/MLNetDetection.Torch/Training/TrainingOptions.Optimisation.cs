namespace MLNetDetection.Torch.Training;

// The finer options of gradients, steps and schedules; docs/training.md says when each is used.
public sealed partial class TrainingOptions
{
    /// <summary>Numbers of single optimizers.</summary>
    public OptimizerDetails OptimizerDetails { get; set; } = new();

    /// <summary>Numbers of single schedules, and whether they move by iteration or by epoch.</summary>
    public ScheduleDetails ScheduleDetails { get; set; } = new();

    /// <summary>Learning rates that the biases of convolutions get, 2 in SSD's Caffe. Over 0; default 1.</summary>
    public double BiasRate { get; set; } = 1;

    /// <summary>Learning rates that the backbone's stages get, such as 0.1 where they start trained and the rest fresh. Over 0; default 1.</summary>
    public double BackboneRate { get; set; } = 1;

    /// <summary>Each number of the gradients is cut to plus and minus this, before <see cref="GradientNorm"/>; 0, the default, never.</summary>
    public double GradientValue { get; set; }

    /// <summary>
    /// Parts that a step's images go through the network in, one after the other, their gradients added: memory for a part, the step
    /// of the whole. The loss is divided by the whole step's positives, so that only BatchNorm, which sees a part, tells them from one
    /// pass. 1 to <see cref="BatchSize"/>; default 1.
    /// </summary>
    public int GradientAccumulation { get; set; } = 1;

    /// <summary>What of the backbone does not train, and until when. Default: all trains.</summary>
    public FreezeOptions Freezing { get; set; } = new();

    /// <summary>
    /// How much the class loss of a class counts, by its name; finite and at least 0. Classes that are not named count 1. A name that the set lacks
    /// weighs nothing, so that a recipe fits other sets. Default empty.
    /// </summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; set; } = new Dictionary<string, double>();

    /// <summary>One weight for each label, background first; null where none is other than 1.</summary>
    internal float[]? LabelWeights(IReadOnlyList<string> classNames)
    {
        float[] weights = [1, .. classNames.Select(name => (float)ClassWeights.GetValueOrDefault(name, 1))];
        return weights.All(w => w == 1) ? null : weights;
    }

    private void ValidateOptimisation()
    {
        ArgumentNullException.ThrowIfNull(ClassWeights);
        foreach ((string name, double weight) in ClassWeights)
        {
            InRange(weight >= 0 && double.IsFinite(weight), weight, $"{nameof(ClassWeights)}.{name}", "finite and at least 0");
        }

        ArgumentNullException.ThrowIfNull(OptimizerDetails);
        ArgumentNullException.ThrowIfNull(ScheduleDetails);
        ArgumentNullException.ThrowIfNull(Freezing);
        OptimizerDetails.Validate();
        ScheduleDetails.Validate();
        Freezing.Validate();
        InRange(BiasRate > 0 && double.IsFinite(BiasRate), BiasRate, nameof(BiasRate), "finite and over 0");
        InRange(BackboneRate > 0 && double.IsFinite(BackboneRate), BackboneRate, nameof(BackboneRate), "finite and over 0");
        InRange(GradientValue >= 0, GradientValue, nameof(GradientValue), "at least 0");
        InRange(GradientAccumulation >= 1 && GradientAccumulation <= BatchSize, GradientAccumulation, nameof(GradientAccumulation), $"1 to {nameof(BatchSize)}");
        InRange(Momentum > 0 || Optimizer != OptimizerKind.SgdNesterov, Momentum, nameof(Momentum), $"over 0 with {OptimizerKind.SgdNesterov}");
        InRange(
            Momentum - MomentumSwing > 0 || Optimizer != OptimizerKind.SgdNesterov, MomentumSwing, nameof(MomentumSwing),
            $"below {nameof(Momentum)} with {OptimizerKind.SgdNesterov}");
    }
}

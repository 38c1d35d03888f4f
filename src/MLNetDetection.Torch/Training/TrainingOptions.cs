using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training;

/// <summary>How a detector is trained. Defaults fit <see cref="TinySsd"/> on a few hundred images.</summary>
public sealed partial class TrainingOptions
{
    /// <summary>Times that every image is seen. At least 1; default 60.</summary>
    public int Epochs { get; set; } = 60;

    /// <summary>Images of one step. At least 1; default 16.</summary>
    public int BatchSize { get; set; } = 16;

    /// <summary>Default SGD.</summary>
    public OptimizerKind Optimizer { get; set; } = OptimizerKind.Sgd;

    /// <summary>The schedule's highest learning rate. Over 0; default 0.04, for SGD.</summary>
    public double LearningRate { get; set; } = 0.04;

    /// <summary>SGD's and RMSprop's momentum, or the first beta of Adam, AdamW and NAdam. In [0, 1), over 0 for Nesterov's; default 0.9.</summary>
    public double Momentum { get; set; } = 0.9;

    /// <summary>
    /// With SGD or RMSprop and a one-cycle or cyclic schedule, momentum moves by this much against the rate: above <see cref="Momentum"/>
    /// where the rate is low, below it at the peak (Smith 2018; PyTorch's OneCycleLR does the same). In [0, 0.5); default 0.05, 0 for none.
    /// </summary>
    public double MomentumSwing { get; set; } = 0.05;

    /// <summary>At least 0; default 5e-4.</summary>
    public double WeightDecay { get; set; } = 5e-4;

    /// <summary>True leaves norms and biases, all that has one dimension, without weight decay. Default false.</summary>
    public bool DecayOnlyKernels { get; set; }

    /// <summary>Default one-cycle.</summary>
    public ScheduleKind Schedule { get; set; } = ScheduleKind.OneCycle;

    /// <summary>Share of the steps in which the rate rises; <see cref="ScheduleDetails.WarmupSteps"/> may say it in steps. In [0, 1); default 0.3.</summary>
    public double WarmupShare { get; set; } = 0.3;

    /// <summary>
    /// Shares of the run after which <see cref="ScheduleKind.MultiStep"/> multiplies the rate by <see cref="ScheduleDetails.Gamma"/>;
    /// <see cref="ScheduleDetails.MilestonesAt"/> may say them in epochs or steps. Rising, in (0, 1); default 0.67 and 0.9.
    /// </summary>
    public IReadOnlyList<double> Milestones { get; set; } = [0.67, 0.9];

    /// <summary>Gradients are scaled down to this norm over all parameters where they exceed it; 0 never. Default 35.</summary>
    public double GradientNorm { get; set; } = 35;

    /// <summary>
    /// Share of the old value that a running average of the weights keeps at each step; the average is what is evaluated and
    /// returned. In [0, 1), 0 for none; default 0.998. Early steps average less.
    /// </summary>
    public double AverageDecay { get; set; } = 0.998;

    /// <summary>Of weights, order and augmentation. Default 0.</summary>
    public int Seed { get; set; }

    /// <summary>Threads that read and augment, 0 to 256; 0, the default, takes half as many as there are processors, 1 to 4: on a CPU the network needs them. The result does not depend on it.</summary>
    public int Workers { get; set; }

    /// <summary>
    /// Threads that the network computes with on a CPU, 0 to 1024; 0, the default, takes every processor, where libtorch itself takes
    /// only the physical cores. Another number may change the weights' last bits. Torch's own setting is put back when the run ends.
    /// </summary>
    public int Threads { get; set; }

    /// <summary>Batches read ahead of the network. At least 1; default 3.</summary>
    public int Prefetch { get; set; } = 3;

    /// <summary>Epochs from one validation to the next, where there is a validation set; the first and the last are always measured. At least 1; default 5.</summary>
    public int ValidateEvery { get; set; } = 5;

    /// <summary>
    /// Random changes to the images; each image of each epoch draws its own, from the seed. Default: mild colours, a mild zoom and a
    /// horizontal flip.
    /// </summary>
    public IAugmentation Augmentation { get; set; } = AugmentationPresets.Light;

    /// <summary>
    /// Joins images of the training set, such as <see cref="Mosaic"/> and <see cref="MixUp"/>, before <see cref="Augmentation"/>; null, the
    /// default, joins none.
    /// </summary>
    public IPictureMix? Mixing { get; set; }

    /// <summary>Thresholds of validation; by default a low score threshold, 0.01, as COCO's AP needs, and else those of <see cref="DetectOptions"/>.</summary>
    public DetectOptions Validation { get; set; } = new() { ScoreThreshold = 0.01f };

    /// <summary>In which numbers the convolutions compute. Default float32, the same on every machine.</summary>
    public TrainingPrecision Precision { get; set; }

    /// <summary>
    /// Only the last so many epochs may be chosen as the best; each of them is measured. A run that ends before them has the best of those
    /// it had. 0, the default, chooses among all that are measured.
    /// </summary>
    public int BestOfLast { get; set; }

    /// <summary>What happens when the loss or the gradient is no finite number, or the loss exceeds <see cref="LossLimit"/>. Default <see cref="DivergenceAction.Stop"/>.</summary>
    public DivergenceAction OnDivergence { get; set; }

    /// <summary>Steps that a run skips at most under <see cref="DivergenceAction.Skip"/>; one more ends it. At least 1; default 10.</summary>
    public int MaxSkippedSteps { get; set; } = 10;

    /// <summary>
    /// A loss over this multiple of the running mean of the steps before it counts as diverged, from the 20th step on. Over 1; the
    /// default, infinity, takes any finite loss.
    /// </summary>
    public double LossLimit { get; set; } = double.PositiveInfinity;

    /// <summary>True reports F1 of the anchors' classes and the mean absolute error of their offsets with each step. Default false.</summary>
    public bool AnchorMetrics { get; set; }

    /// <summary>Validations in a row without a higher AP after which the run ends; 0 never. Default 0.</summary>
    public int Patience { get; set; }

    /// <summary>Time after which the run ends, with its epoch; a resumed run has it anew. Default none.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.MaxValue;

    /// <summary>
    /// Where the run keeps its state, weights, best weights, optimizer and all, as <c>last.checkpoint</c>, and the best weights alone as
    /// <c>best.detector</c>, which <see cref="SsdDetector.Load"/> reads: each replaced at once, so that it is whole whatever happens. Made
    /// where it is missing. Default null: nowhere.
    /// </summary>
    public string? CheckpointFolder { get; set; }

    /// <summary>Epochs from one checkpoint to the next; the last epoch is always kept. At least 1; default 1.</summary>
    public int CheckpointEvery { get; set; } = 1;

    /// <summary>
    /// Epochs from one checkpoint that is kept to the next, as <c>epoch-0010.checkpoint</c>; to go on from one, give it the name
    /// <c>last.checkpoint</c>. At least 0; 0, the default, keeps none but the last.
    /// </summary>
    public int KeepCheckpointEvery { get; set; }

    /// <summary>
    /// True goes on from the checkpoint in <see cref="CheckpointFolder"/>, or starts where there is none; the weights at the end are
    /// those of an undisturbed run, bit for bit. Images, network and options must be the same, augmentation and thread count too,
    /// which are not checked. Default false, which refuses a folder that holds a checkpoint.
    /// </summary>
    public bool Resume { get; set; }

    /// <summary>What is done besides at certain moments of the run; see <see cref="TrainingHook"/>. Default none.</summary>
    public IReadOnlyList<TrainingHook> Hooks { get; set; } = [];

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    /// <exception cref="ArgumentException">The milestones do not rise within (0, 1).</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Prefetch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidateEvery, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(KeepCheckpointEvery);
        ArgumentOutOfRangeException.ThrowIfNegative(BestOfLast);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSkippedSteps, 1);
        InRange(LossLimit > 1, LossLimit, nameof(LossLimit), "over 1");
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeBudget, TimeSpan.Zero);
        if (Resume && string.IsNullOrEmpty(CheckpointFolder))
        {
            throw new ArgumentException($"{nameof(Resume)} needs a {nameof(CheckpointFolder)}.", nameof(Resume));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Workers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Workers, 256);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, 1024);
        InRange(LearningRate > 0 && double.IsFinite(LearningRate), LearningRate, nameof(LearningRate), "finite and over 0");
        InRange(WeightDecay >= 0 && double.IsFinite(WeightDecay), WeightDecay, nameof(WeightDecay), "finite and at least 0");
        InRange(GradientNorm >= 0, GradientNorm, nameof(GradientNorm), "at least 0");
        InRange(Momentum is >= 0 and < 1, Momentum, nameof(Momentum), "in [0, 1)");
        InRange(MomentumSwing is >= 0 and < 0.5 && Momentum - MomentumSwing >= 0 && Momentum + MomentumSwing < 1, MomentumSwing,
            nameof(MomentumSwing), "in [0, 0.5), and Momentum plus and minus it in [0, 1)");
        InRange(WarmupShare is >= 0 and < 1, WarmupShare, nameof(WarmupShare), "in [0, 1)");
        InRange(AverageDecay is >= 0 and < 1, AverageDecay, nameof(AverageDecay), "in [0, 1)");
        if (!Enum.IsDefined(Optimizer))
        {
            throw new ArgumentOutOfRangeException(nameof(Optimizer), Optimizer, "No such optimizer.");
        }

        if (!Enum.IsDefined(OnDivergence))
        {
            throw new ArgumentOutOfRangeException(nameof(OnDivergence), OnDivergence, "No such action.");
        }

        if (!Enum.IsDefined(Schedule))
        {
            throw new ArgumentOutOfRangeException(nameof(Schedule), Schedule, "No such schedule.");
        }

        if (!Enum.IsDefined(Precision))
        {
            throw new ArgumentOutOfRangeException(nameof(Precision), Precision, "No such precision.");
        }

        ArgumentNullException.ThrowIfNull(Milestones);
        if (Milestones.Any(m => !(m is > 0 and < 1)) || Milestones.Zip(Milestones.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException("Milestones rise within (0, 1).", nameof(Milestones));
        }

        ValidateOptimisation();
        ArgumentNullException.ThrowIfNull(Augmentation);
        ArgumentNullException.ThrowIfNull(Hooks);
        if (Hooks.Contains(null!))
        {
            throw new ArgumentException("A hook is null.", nameof(Hooks));
        }

        ArgumentNullException.ThrowIfNull(Validation);
        Validation.Validate();
    }

    /// <summary>The same for a trial that leaves nothing behind: no average, no checkpoint, no early end, and these hooks alone.</summary>
    internal TrainingOptions ForTrial(params IReadOnlyList<TrainingHook> hooks)
    {
        var copy = (TrainingOptions)MemberwiseClone();
        (copy.AverageDecay, copy.CheckpointFolder, copy.Resume, copy.Patience, copy.TimeBudget) = (0, null, false, 0, TimeSpan.MaxValue);
        (copy.OnDivergence, copy.LossLimit, copy.Hooks) = (DivergenceAction.Stop, double.PositiveInfinity, hooks);
        return copy;
    }

    private static void InRange(bool holds, double value, string name, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {range}.");
        }
    }
}

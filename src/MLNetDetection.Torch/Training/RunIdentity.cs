using System.Globalization;
using System.Text;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;

namespace MLNetDetection.Torch.Training;

/// <summary>What must be the same for a run to go on from another's checkpoint: network, classes, images, and the options that rule its steps.</summary>
/// <param name="Values">Names and values, in a fixed order.</param>
internal sealed record RunIdentity(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    private const int MaxValues = 64;

    public static RunIdentity Of(SsdDetector detector, ITrainingSet train, ITrainingSet? validation, TrainingOptions options)
    {
        SsdArchitecture network = detector.Architecture;
        return new RunIdentity(
        [
            new("network", $"{network.GetType().Name} {network.InputWidth}x{network.InputHeight} {Form(network)}"),
            new("matching", Form(network.Matching)),
            new("loss", Form(network.Loss)),
            new("classes", string.Join(", ", detector.ClassNames)),
            new("training images", Text(train.Count)),
            new("validation set", validation is null ? "none" : "given"),
            new(nameof(options.Epochs), Text(options.Epochs)),
            new(nameof(options.BatchSize), Text(options.BatchSize)),
            new(nameof(options.Optimizer), options.Optimizer.ToString()),
            new(nameof(options.LearningRate), Text(options.LearningRate)),
            new(nameof(options.Momentum), Text(options.Momentum)),
            new(nameof(options.MomentumSwing), Text(options.MomentumSwing)),
            new(nameof(options.WeightDecay), Text(options.WeightDecay)),
            new(nameof(options.DecayOnlyKernels), options.DecayOnlyKernels.ToString()),
            new(nameof(options.Schedule), options.Schedule.ToString()),
            new(nameof(options.WarmupShare), Text(options.WarmupShare)),
            new(nameof(options.Milestones), string.Join(", ", options.Milestones.Select(m => Text(m)))),
            new(nameof(options.Precision), options.Precision.ToString()),
            new(nameof(options.GradientNorm), Text(options.GradientNorm)),
            new(nameof(options.AverageDecay), Text(options.AverageDecay)),
            .. Optimisation(options),
            new(nameof(options.Seed), Text(options.Seed)),
            new(nameof(options.ValidateEvery), Text(options.ValidateEvery)),
            new(nameof(options.BestOfLast), Text(options.BestOfLast)),
            new(nameof(options.OnDivergence), options.OnDivergence.ToString()),
            new(nameof(options.MaxSkippedSteps), Text(options.MaxSkippedSteps)),
            new(nameof(options.LossLimit), Text(options.LossLimit)),
        ]);
    }

    private static string Form(MatcherOptions matching) => FormattableString.Invariant(
        $"{matching.Kind} from {matching.PositiveIou}, background below {matching.NegativeIou}, ignored {matching.IgnoreOverlap}, least {matching.MinimumIou} {matching.LowQuality} {matching.AllBest}");

    private static string Form(MultiBoxLossOptions loss) => FormattableString.Invariant(
        $"{loss.Classes.GetType().Name}, {loss.Boxes?.GetType().Name ?? nameof(SmoothL1)} {loss.SmoothL1Beta} times {loss.BoxWeight}, {loss.Mining} {loss.NegativesPerPositive} {loss.MinNegatives} {loss.HardExamples}, by {loss.Normalisation}");

    private static IEnumerable<KeyValuePair<string, string>> Optimisation(TrainingOptions options)
    {
        OptimizerDetails optimizer = options.OptimizerDetails;
        ScheduleDetails schedule = options.ScheduleDetails;
        FreezeOptions freezing = options.Freezing;
        (string Name, IConvertible? Value)[] values =
        [
            (nameof(options.BiasRate), options.BiasRate), (nameof(options.BackboneRate), options.BackboneRate),
            (nameof(options.GradientValue), options.GradientValue), (nameof(options.GradientAccumulation), options.GradientAccumulation),
            (nameof(optimizer.Smoothing), optimizer.Smoothing), (nameof(optimizer.Epsilon), optimizer.Epsilon),
            (nameof(optimizer.Centred), optimizer.Centred), (nameof(optimizer.AmsGrad), optimizer.AmsGrad),
            (nameof(optimizer.MomentumDecay), optimizer.MomentumDecay),
            (nameof(schedule.Unit), schedule.Unit.ToString()), (nameof(schedule.WarmupSteps), schedule.WarmupSteps),
            (nameof(schedule.WarmupStart), schedule.WarmupStart), (nameof(schedule.Gamma), schedule.Gamma),
            (nameof(schedule.StepLength), schedule.StepLength),
            (nameof(schedule.MilestonesAt), schedule.MilestonesAt is { } at ? string.Join(", ", at.Select(m => Text(m))) : null),
            (nameof(schedule.Power), schedule.Power), (nameof(schedule.LowestShare), schedule.LowestShare),
            (nameof(schedule.CycleLength), schedule.CycleLength), (nameof(schedule.Cycles), schedule.Cycles.ToString()),
            (nameof(schedule.StartDivisor), schedule.StartDivisor), (nameof(schedule.EndDivisor), schedule.EndDivisor),
            ($"frozen {nameof(freezing.Stages)}", freezing.Stages), ($"frozen {nameof(freezing.Norms)}", freezing.Norms.ToString()),
            ($"frozen {nameof(freezing.Epochs)}", freezing.Epochs),
            (nameof(options.ClassWeights), string.Join(", ", options.ClassWeights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key} {Text(w.Value)}"))),
        ];
        return values.Select(v => new KeyValuePair<string, string>(v.Name, v.Value is null ? "none" : Text(v.Value)));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Values.Count);
        foreach ((string name, string value) in Values)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    /// <exception cref="InvalidDataException">There are impossibly many values.</exception>
    public static RunIdentity Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        return count is >= 0 and <= MaxValues
            ? new RunIdentity([.. Enumerable.Range(0, count).Select(_ => new KeyValuePair<string, string>(reader.ReadString(), reader.ReadString()))])
            : throw new InvalidDataException($"A checkpoint with {count} values is none.");
    }

    /// <summary>The first difference in words, or null where there is none.</summary>
    public string? DifferenceFrom(RunIdentity saved)
    {
        var theirs = saved.Values.ToDictionary(v => v.Key, v => v.Value);
        foreach ((string name, string value) in Values)
        {
            if (theirs.GetValueOrDefault(name) != value)
            {
                return $"{name} was {theirs.GetValueOrDefault(name) ?? "not recorded"}, and is {value} now";
            }
        }

        return null;
    }

    private static string Form(SsdArchitecture network)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            SsdArchitectureFormat.Write(writer, network);
        }

        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()).AsSpan(0, 4));
    }

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);
}

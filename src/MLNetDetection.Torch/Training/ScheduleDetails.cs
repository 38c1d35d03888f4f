namespace MLNetDetection.Torch.Training;

/// <summary>Numbers of schedules beyond <see cref="ScheduleKind"/>; each names the schedules that use it. Lengths count <see cref="Unit"/>s.</summary>
public sealed class ScheduleDetails
{
    /// <summary>
    /// Iteration, the default, or epoch. By epoch, cosine and polynomial run over all epochs, and a warm-up scales the first steps' rates, as
    /// mmdetection's; by iteration they begin where the warm-up ends.
    /// </summary>
    public ScheduleUnit Unit { get; set; }

    /// <summary>Steps, not epochs, in which the rate rises, instead of <see cref="TrainingOptions.WarmupShare"/>; at least 0. Not for one-cycle and cyclic. Default null.</summary>
    public int? WarmupSteps { get; set; }

    /// <summary>Share of the rate that a warm-up begins with, 0.001 in mmdetection and torchvision. In [0, 1]; default null: the first of as many equal parts as there are steps.</summary>
    public double? WarmupStart { get; set; }

    /// <summary>What Step and MultiStep multiply by, and an exponential Cyclic with each unit. In (0, 1]; default 0.1.</summary>
    public double Gamma { get; set; } = 0.1;

    /// <summary>Units from one fall of Step to the next. At least 1; default 10.</summary>
    public int StepLength { get; set; } = 10;

    /// <summary>Units after which MultiStep falls, instead of <see cref="TrainingOptions.Milestones"/>. Rising, at least 1; default null.</summary>
    public IReadOnlyList<int>? MilestonesAt { get; set; }

    /// <summary>Of Polynomial. Over 0; default 1, a straight line.</summary>
    public double Power { get; set; } = 1;

    /// <summary>Share of the rate where Cosine and Polynomial end, and between the cycles of Cyclic. In [0, 1]; default 0.</summary>
    public double LowestShare { get; set; }

    /// <summary>Units in which Cyclic rises; it falls in as many. At least 1; default 2,000, PyTorch's.</summary>
    public int CycleLength { get; set; } = 2000;

    /// <summary>How the cycles change. Default not.</summary>
    public CycleForm Cycles { get; set; }

    /// <summary>OneCycle begins with the rate divided by this. At least 1; default 25.</summary>
    public double StartDivisor { get; set; } = 25;

    /// <summary>OneCycle ends with its first rate divided by this. At least 1; default 10,000.</summary>
    public double EndDivisor { get; set; } = 1e4;

    internal void Validate()
    {
        Require(Enum.IsDefined(Unit), Unit, nameof(Unit), "Iteration or Epoch");
        Require(Enum.IsDefined(Cycles), Cycles, nameof(Cycles), "one of the forms");
        Require(WarmupSteps is null or >= 0, WarmupSteps, nameof(WarmupSteps), "at least 0");
        Require(WarmupStart is null or (>= 0 and <= 1), WarmupStart, nameof(WarmupStart), "in [0, 1]");
        Require(Gamma is > 0 and <= 1, Gamma, nameof(Gamma), "in (0, 1]");
        Require(StepLength >= 1, StepLength, nameof(StepLength), "at least 1");
        Require(Power > 0 && double.IsFinite(Power), Power, nameof(Power), "finite and over 0");
        Require(LowestShare is >= 0 and <= 1, LowestShare, nameof(LowestShare), "in [0, 1]");
        Require(CycleLength >= 1, CycleLength, nameof(CycleLength), "at least 1");
        Require(StartDivisor >= 1 && double.IsFinite(StartDivisor), StartDivisor, nameof(StartDivisor), "finite and at least 1");
        Require(EndDivisor >= 1 && double.IsFinite(EndDivisor), EndDivisor, nameof(EndDivisor), "finite and at least 1");
        Require(
            MilestonesAt is null || (MilestonesAt.All(m => m >= 1) && MilestonesAt.Zip(MilestonesAt.Skip(1)).All(pair => pair.First < pair.Second)),
            MilestonesAt is null ? null : string.Join(", ", MilestonesAt), nameof(MilestonesAt), "rising, each at least 1");
    }

    private static void Require(bool holds, object? value, string name, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException($"{nameof(TrainingOptions.ScheduleDetails)}.{name}", value, $"{name} is {range}.");
        }
    }
}

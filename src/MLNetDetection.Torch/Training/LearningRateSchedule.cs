namespace MLNetDetection.Torch.Training;

/// <summary>The learning rate of every step, a pure function of the step's number.</summary>
public sealed class LearningRateSchedule
{
    // OneCycleLR's own: the first rate is max / 25, the last is the first / 1e4.
    private const double OneCycleStart = 25;
    private const double OneCycleEnd = 1e4;

    private readonly ScheduleKind _kind;
    private readonly double _highest;
    private readonly int _steps;
    private readonly double _warmupShare;
    private readonly double[] _milestones;

    /// <summary>A schedule.</summary>
    /// <param name="kind">Its form.</param>
    /// <param name="highest">The highest rate, over 0.</param>
    /// <param name="steps">Steps of the run, at least 1.</param>
    /// <param name="warmupShare">Share of the steps in which the rate rises, in [0, 1).</param>
    /// <param name="milestones">Shares of the run after which MultiStep divides by 10.</param>
    public LearningRateSchedule(ScheduleKind kind, double highest, int steps, double warmupShare, IReadOnlyList<double> milestones)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(highest);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentNullException.ThrowIfNull(milestones);
        (_kind, _highest, _steps, _warmupShare, _milestones) = (kind, highest, steps, warmupShare, [.. milestones]);
    }

    /// <summary>The rate of <paramref name="step"/>, from 0 to steps - 1.</summary>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return _kind == ScheduleKind.OneCycle ? OneCycle(step) : Warmed(step);
    }

    /// <summary>What is added to the momentum in a step of <see cref="ScheduleKind.OneCycle"/>: the swing at the ends, minus it at the peak; else 0.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="swing">At least 0.</param>
    public double MomentumOffset(int step, double swing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return _kind != ScheduleKind.OneCycle ? 0
            : Rises(step, out double share) ? HalfCosine(swing, -swing, share) : HalfCosine(-swing, swing, share);
    }

    // As torch.optim.lr_scheduler.OneCycleLR with cosine annealing.
    private double OneCycle(int step)
    {
        double first = _highest / OneCycleStart;
        return Rises(step, out double share) ? HalfCosine(first, _highest, share) : HalfCosine(_highest, first / OneCycleEnd, share);
    }

    // The peak is at pct_start * steps - 1; the share is that of the way to it, or of the way from it to the end.
    private bool Rises(int step, out double share)
    {
        double peak = _warmupShare * _steps - 1;
        bool rises = step <= peak || peak < 0 && step == 0 && _steps == 1;
        share = !rises ? Math.Min(1, (step - peak) / Math.Max(1, _steps - 1 - peak)) : peak > 0 ? step / peak : 1;
        return rises;
    }

    private double Warmed(int step)
    {
        double warmup = _warmupShare * _steps;
        if (step < warmup)
        {
            return _highest * (step + 1) / Math.Ceiling(warmup);
        }

        double done = (double)step / _steps;
        return _kind switch
        {
            ScheduleKind.Cosine => HalfCosine(_highest, 0, (step - warmup) / Math.Max(1, _steps - warmup)),
            ScheduleKind.MultiStep => _highest * Math.Pow(0.1, _milestones.Count(m => done >= m)),
            _ => _highest,
        };
    }

    private static double HalfCosine(double from, double to, double share) =>
        to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}

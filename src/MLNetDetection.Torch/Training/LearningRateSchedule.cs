namespace MLNetDetection.Torch.Training;

/// <summary>The learning rate of every step, a pure function of the step's number. The forms are PyTorch's, as docs/training.md says.</summary>
public sealed class LearningRateSchedule
{
    private readonly ScheduleKind _kind;
    private readonly double _highest;
    private readonly int _units;
    private readonly int _stepsPerUnit;
    private readonly double _warmupShare;
    private readonly double _warmup;
    private readonly double[] _milestones;
    private readonly ScheduleDetails _details;

    /// <summary>A schedule.</summary>
    /// <param name="kind">Its form.</param>
    /// <param name="highest">The highest rate, over 0.</param>
    /// <param name="steps">Steps of the run, at least 1.</param>
    /// <param name="warmupShare">Share of the steps in which the rate rises, in [0, 1).</param>
    /// <param name="milestones">Shares of the run after which MultiStep falls.</param>
    /// <param name="details">The form's numbers; null takes their defaults.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch, at least 1; counts where the details say that epochs do.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public LearningRateSchedule(
        ScheduleKind kind, double highest, int steps, double warmupShare, IReadOnlyList<double> milestones,
        ScheduleDetails? details = null, int stepsPerEpoch = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(highest);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        ArgumentNullException.ThrowIfNull(milestones);
        _details = details ?? new ScheduleDetails();
        _details.Validate();
        (_kind, _highest, _warmupShare, _milestones) = (kind, highest, warmupShare, [.. milestones]);
        _stepsPerUnit = _details.Unit == ScheduleUnit.Epoch ? stepsPerEpoch : 1;
        _units = (steps + _stepsPerUnit - 1) / _stepsPerUnit;
        _warmup = _details.WarmupSteps ?? warmupShare * steps;
    }

    /// <summary>The rate of <paramref name="step"/>, from 0 to steps - 1.</summary>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        int unit = step / _stepsPerUnit;
        return _kind switch
        {
            ScheduleKind.OneCycle => OneCycle(unit),
            ScheduleKind.Cyclic => Lowest + (_highest - Lowest) * CycleHeight(unit),
            _ => Warmed(step, Plain(unit)),
        };
    }

    /// <summary>
    /// What is added to the momentum in a step of <see cref="ScheduleKind.OneCycle"/> and <see cref="ScheduleKind.Cyclic"/>: the swing where
    /// the rate is lowest, minus it at the peak; else 0.
    /// </summary>
    /// <param name="step">From 0.</param>
    /// <param name="swing">At least 0.</param>
    public double MomentumOffset(int step, double swing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        int unit = step / _stepsPerUnit;
        return _kind switch
        {
            ScheduleKind.OneCycle => Rises(unit, out double share) ? HalfCosine(swing, -swing, share) : HalfCosine(-swing, swing, share),
            ScheduleKind.Cyclic => swing - 2 * swing * CycleHeight(unit),
            _ => 0,
        };
    }

    private double Lowest => _highest * _details.LowestShare;

    // As torch.optim.lr_scheduler.OneCycleLR with cosine annealing.
    private double OneCycle(int unit)
    {
        double first = _highest / _details.StartDivisor;
        return Rises(unit, out double share) ? HalfCosine(first, _highest, share) : HalfCosine(_highest, first / _details.EndDivisor, share);
    }

    // The peak is at pct_start * units - 1; the share is that of the way to it, or of the way from it to the end.
    private bool Rises(int unit, out double share)
    {
        double peak = _warmupShare * _units - 1;
        bool rises = unit <= peak || peak < 0 && unit == 0 && _units == 1;
        share = !rises ? Math.Min(1, (unit - peak) / Math.Max(1, _units - 1 - peak)) : peak > 0 ? unit / peak : 1;
        return rises;
    }

    // As CyclicLR: 0 at a cycle's ends, at its middle 1, or less as the cycles go by.
    private double CycleHeight(int unit)
    {
        double cycles = unit / (2.0 * _details.CycleLength), done = Math.Floor(cycles), share = cycles - done;
        double height = share <= 0.5 ? share / 0.5 : (1 - share) / 0.5;
        return height * _details.Cycles switch
        {
            CycleForm.Halving => Math.Pow(0.5, done),
            CycleForm.Exponential => Math.Pow(_details.Gamma, unit),
            _ => 1,
        };
    }

    private double Warmed(int step, double rate)
    {
        if (step >= _warmup)
        {
            return rate;
        }

        double steps = Math.Ceiling(_warmup);
        return _details.WarmupStart is { } start ? rate * (start + (1 - start) * step / steps) : rate * (step + 1) / steps;
    }

    private double Plain(int unit)
    {
        // By epoch, the warm-up is no unit's length.
        double start = _details.Unit == ScheduleUnit.Iteration ? _warmup : 0;
        double share = Math.Clamp((unit - start) / Math.Max(1, _units - start), 0, 1);
        return _kind switch
        {
            ScheduleKind.Cosine => HalfCosine(_highest, Lowest, share),
            ScheduleKind.Polynomial => Lowest + (_highest - Lowest) * Math.Pow(1 - share, _details.Power),
            ScheduleKind.MultiStep => _highest * Math.Pow(_details.Gamma, Fallen(unit)),
            ScheduleKind.Step => _highest * Math.Pow(_details.Gamma, unit / _details.StepLength),
            _ => _highest,
        };
    }

    private int Fallen(int unit)
    {
        double done = (double)unit / _units;
        return _details.MilestonesAt?.Count(m => unit >= m) ?? _milestones.Count(m => done >= m);
    }

    private static double HalfCosine(double from, double to, double share) =>
        to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}

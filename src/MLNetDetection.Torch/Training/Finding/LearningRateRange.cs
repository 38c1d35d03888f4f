namespace MLNetDetection.Torch.Training.Finding;

/// <summary>The rates that <see cref="LearningRateFinder"/> tries.</summary>
public sealed record LearningRateRange
{
    /// <summary>The first rate. Over 0; default 1e-5.</summary>
    public double From { get; init; } = 1e-5;

    /// <summary>The last rate, over <see cref="From"/>; default 1.</summary>
    public double To { get; init; } = 1;

    /// <summary>Steps from one to the other, each of which raises the rate by the same factor. 20 to 10,000; default 100.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The test ends where the smoothed loss exceeds this multiple of its lowest. Over 1; default 4.</summary>
    public double EndAt { get; init; } = 4;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 20);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Steps, 10_000);
        if (!(From > 0 && double.IsFinite(From)))
        {
            throw new ArgumentOutOfRangeException(nameof(From), From, "The first rate is finite and over 0.");
        }

        if (!(To > From && double.IsFinite(To)))
        {
            throw new ArgumentOutOfRangeException(nameof(To), To, "The last rate is finite and over the first.");
        }

        if (!(EndAt > 1))
        {
            throw new ArgumentOutOfRangeException(nameof(EndAt), EndAt, "The end is over 1 times the lowest loss.");
        }
    }

    /// <summary>The rate of a step, from 0.</summary>
    internal double At(int step) => From * Math.Pow(To / From, (double)step / (Steps - 1));
}

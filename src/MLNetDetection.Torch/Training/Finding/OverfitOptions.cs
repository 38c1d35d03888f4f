using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>How <see cref="OverfitCheck"/> tries.</summary>
public sealed record OverfitOptions
{
    /// <summary>Images of the batch: the set's first with objects. At least 1; default 8.</summary>
    public int Images { get; init; } = 8;

    /// <summary>Steps at most. At least 20; default 400.</summary>
    public int Steps { get; init; } = 400;

    /// <summary>AdamW's highest rate. Over 0; default 0.002.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Threads on a CPU; 0, the default, takes every processor.</summary>
    public int Threads { get; init; }

    /// <summary>Of the weights. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Where it computes; the CPU by default.</summary>
    public ComputeDevice Device { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Images, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 20);
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The rate is finite and over 0.");
        }
    }
}

namespace MLNetDetection.Torch.Training;

/// <summary>
/// The factor that keeps float16's gradients above its smallest number (Micikevicius et al. 2018). As PyTorch's GradScaler: 65,536
/// at first, half as much after a step that overflowed, which is left out, twice as much after 2,000 steps without one.
/// </summary>
/// <remarks>A hook, so that a resumed run goes on with the factor it had.</remarks>
internal sealed class LossScaler : TrainingHook
{
    private const int GrowAfter = 2000;
    private const double Smallest = 1;
    private const double Largest = 1 << 24;

    private int _steps;

    /// <summary>What the loss is multiplied with, a power of two.</summary>
    public double Factor { get; private set; } = 65536;

    /// <summary>Takes the outcome of a step into account.</summary>
    public void Update(bool finite)
    {
        if (!finite)
        {
            (Factor, _steps) = (Math.Max(Smallest, Factor / 2), 0);
        }
        else if (++_steps == GrowAfter)
        {
            (Factor, _steps) = (Math.Min(Largest, Factor * 2), 0);
        }
    }

    public override void SaveState(BinaryWriter writer)
    {
        writer.Write(Factor);
        writer.Write(_steps);
    }

    public override void LoadState(BinaryReader reader)
    {
        double factor = reader.ReadDouble();
        int steps = reader.ReadInt32();
        if (!(factor is >= Smallest and <= Largest) || steps is < 0 or >= GrowAfter)
        {
            throw new InvalidDataException($"A loss scaled by {factor} for {steps} steps is none.");
        }

        (Factor, _steps) = (factor, steps);
    }
}

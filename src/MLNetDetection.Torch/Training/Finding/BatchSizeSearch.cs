namespace MLNetDetection.Torch.Training.Finding;

/// <summary>How <see cref="BatchSizeFinder"/> searches.</summary>
public sealed record BatchSizeSearch
{
    /// <summary>The largest batch tried. 2 to 4,096; default 128.</summary>
    public int Largest { get; init; } = 128;

    /// <summary>
    /// Bytes that the process may come to on a CPU; 0, the default, takes 0.8 of the machine's memory, or of the container's. On a GPU its own memory is the limit.
    /// </summary>
    public long MemoryLimit { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Largest, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Largest, 4096);
        ArgumentOutOfRangeException.ThrowIfNegative(MemoryLimit);
    }
}

using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Keeps the pictures that another set read in memory, up to a budget: the first to come stay, the rest are read again each time, so that
/// every epoch finds the same ones. Thread-safe where the other set is.
/// </summary>
public sealed class CachedTrainingSet : ITrainingSet
{
    private readonly ITrainingSet _source;
    private readonly TrainingSample?[] _kept;
    private readonly long _budget;
    private long _used;

    /// <summary>A cache over <paramref name="source"/>.</summary>
    /// <param name="source">Its samples are handed out again, and must not be written to.</param>
    /// <param name="budgetBytes">Bytes of pixels to keep, 0 or more; 3 for each pixel.</param>
    public CachedTrainingSet(ITrainingSet source, long budgetBytes)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(budgetBytes);
        _source = source;
        _budget = budgetBytes;
        _kept = new TrainingSample?[source.Count];
    }

    /// <inheritdoc/>
    public int Count => _source.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _source.ClassNames;

    /// <summary>Bytes of pixels that are kept now.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <inheritdoc/>
    public TrainingSample Read(int index)
    {
        if (Volatile.Read(ref _kept[index]) is { } kept)
        {
            return kept;
        }

        TrainingSample sample = _source.Read(index);
        long size = sample.Image.Rgb.Length;
        if (Interlocked.Add(ref _used, size) > _budget || Interlocked.CompareExchange(ref _kept[index], sample, null) is not null)
        {
            // Over the budget, or another thread was first with the same picture.
            Interlocked.Add(ref _used, -size);
        }

        return sample;
    }
}

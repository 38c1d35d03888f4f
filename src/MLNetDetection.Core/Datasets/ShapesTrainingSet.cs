using System.Globalization;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets;

/// <summary>A run of a generator's images as a training set; each read draws anew, so nothing is kept in memory.</summary>
public sealed class ShapesTrainingSet : ITrainingSet
{
    private readonly ShapesGenerator _generator;
    private readonly int _first;

    /// <summary>The images <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    /// <param name="generator">Draws them.</param>
    /// <param name="first">0-based index; sets whose ranges do not overlap have no image in common.</param>
    /// <param name="count">Number of images, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the last index is over 2^31 - 1.</exception>
    public ShapesTrainingSet(ShapesGenerator generator, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue - first);
        _generator = generator;
        _first = first;
        Count = count;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _generator.ClassNames;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Count"/>).</exception>
    public TrainingSample Read(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var (image, objects) = _generator.Draw(_first + index);
        return new TrainingSample("shapes/" + (_first + index).ToString("D6", CultureInfo.InvariantCulture), image, objects);
    }
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The writable arrays of a vector; nothing is changed until <see cref="Commit"/> is assigned.</summary>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _logicalLength;
    private readonly T[]? _values;
    private readonly int[]? _indices;

    /// <summary>The explicit values to write.</summary>
    public readonly Span<T> Values;

    /// <summary>Their slots; empty for a dense vector unless asked for.</summary>
    public readonly Span<int> Indices;

    internal VBufferEditor(
        int logicalLength, int count, T[]? values, int[]? indices, bool indicesOnDense, bool newValues, bool newIndices)
    {
        _logicalLength = logicalLength;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = count != logicalLength || indicesOnDense ? indices.AsSpan(0, count) : default;
        CreatedNewValues = newValues;
        CreatedNewIndices = newIndices;
    }

    /// <summary>Whether the values' array had to be replaced.</summary>
    public bool CreatedNewValues { get; }

    /// <summary>Whether the indices' array had to be replaced.</summary>
    public bool CreatedNewIndices { get; }

    /// <summary>The edited vector.</summary>
    public VBuffer<T> Commit() => new(_logicalLength, Values.Length, _values, _indices);

    /// <summary>The edited vector with only the first explicit values.</summary>
    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        Contracts.CheckParam(physicalValuesCount <= Values.Length, nameof(physicalValuesCount),
            "Updating physicalValuesCount during CommitTruncated cannot be greater than the original physicalValuesCount value "
            + "used in Create.");
        return new VBuffer<T>(_logicalLength, physicalValuesCount, _values, _indices);
    }
}

using System.Collections;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// A vector value, dense or sparse, whose arrays getters reuse; edit one through <see cref="VBufferEditor"/>.
/// A copy of the struct shares its arrays.
/// </summary>
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;

    /// <summary>The number of slots, explicit or not.</summary>
    public readonly int Length;

    /// <summary>A dense vector of the first <paramref name="length"/> values; the indices are kept for reuse only.</summary>
    public VBuffer(int length, T[]? values, int[]? indices = null)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam((values?.Length ?? 0) >= length, nameof(values));
        Length = length;
        _count = length;
        _values = values;
        _indices = indices;
    }

    /// <summary>A vector with <paramref name="count"/> explicit values at increasing indices; dense if that is all.</summary>
    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam(count >= 0 && count <= length, nameof(count));
        Contracts.CheckParam((values?.Length ?? 0) >= count, nameof(values));
        Contracts.CheckParam(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    /// <summary>Whether every slot is explicit.</summary>
    public bool IsDense => _count == Length;

    /// <summary>The explicit values.</summary>
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>The slots of the explicit values; empty for a dense vector.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    /// <summary>Makes <paramref name="destination"/> a dense copy.</summary>
    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Makes <paramref name="destination"/> a copy, sparse if this is.</summary>
    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    /// <summary>Writes all slots into <paramref name="destination"/>, implicit ones as the default value.</summary>
    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    /// <summary>Writes all slots from <paramref name="destinationIndex"/> on.</summary>
    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        Contracts.CheckParam(destinationIndex >= 0 && destinationIndex <= destination.Length - Length,
            nameof(destination), "Not large enough to hold these values.");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }
        // A vector without any explicit value is cleared whatever the default asked for, as in ML.NET.
        target.Fill(_count == 0 ? default! : defaultValue);
        for (int i = 0; i < _count; i++)
        {
            target[_indices![i]] = _values![i];
        }
    }

    /// <summary>Makes <paramref name="destination"/> a dense copy of part of an array.</summary>
    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        int size = source?.Length ?? 0;
        Contracts.CheckParam(length >= 0 && length <= size, nameof(length));
        Contracts.CheckParam(sourceIndex >= 0 && sourceIndex <= size - length, nameof(sourceIndex));
        var editor = VBufferEditor.Create(ref destination, length, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>The slot's value; the default where it is implicit.</summary>
    public T GetItemOrDefault(int index)
    {
        Contracts.CheckParam(index >= 0 && index < Length, nameof(index));
        if (IsDense)
        {
            return _values![index];
        }
        int at = _count == 0 ? -1 : Array.BinarySearch(_indices!, 0, _count, index);
        return at >= 0 ? _values![at] : default!;
    }

    /// <summary>Slots with values: the explicit ones, or all.</summary>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
        => IsDense || !all ? Explicit(_values, IsDense ? null : _indices, _count) : Every(_values, _indices, Length, _count);

    /// <summary>All slots' values in order.</summary>
    public IEnumerable<T> DenseValues()
    {
        foreach (var item in Items(all: true))
        {
            yield return item.Value;
        }
    }

    /// <summary>Enumerates the underlying array, which may be longer than the vector.</summary>
    public IEnumerator GetEnumerator() => _values!.GetEnumerator();

    /// <summary>Says whether it is dense, and the sizes.</summary>
    public override string ToString()
        => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    internal VBufferEditor<T> GetEditor() => GetEditor(Length, _count);

    internal VBufferEditor<T> GetEditor(int newLogicalLength, int? valuesCount, int? maxValuesCapacity = null,
        bool keepOldOnResize = false, bool requireIndicesOnDense = false)
    {
        Contracts.CheckParam(newLogicalLength >= 0, nameof(newLogicalLength), "Must be non-negative.");
        Contracts.CheckParam(valuesCount is null or >= 0, nameof(valuesCount), "If specified, must be non-negative.");
        Contracts.CheckParam(valuesCount is null || valuesCount <= newLogicalLength, nameof(valuesCount),
            "If specified, must be no greater than newLogicalLength");

        int count = valuesCount ?? newLogicalLength;
        int capacity = maxValuesCapacity ?? Array.MaxLength;
        T[]? values = _values;
        bool newValues = Grow(ref values, count, capacity, keepOldOnResize);
        int[]? indices = _indices;
        bool newIndices = (count != newLogicalLength || requireIndicesOnDense)
            && Grow(ref indices, count, capacity, keepOldOnResize);
        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues, newIndices);
    }

    private static bool Grow<TItem>(ref TItem[]? array, int needed, int capacity, bool keepOld)
    {
        if (needed > capacity)
        {
            throw new ArgumentOutOfRangeException("max", "min must not exceed max");
        }
        int have = array?.Length ?? 0;
        if (have >= needed)
        {
            return false;
        }
        long doubled = have == 0 ? 4 : 2L * have;
        int size = Math.Max(needed, (int)Math.Min(doubled, capacity));
        var grown = new TItem[size];
        if (keepOld && have > 0)
        {
            array!.CopyTo(grown, 0);
        }
        array = grown;
        return true;
    }

    private static IEnumerable<KeyValuePair<int, T>> Explicit(T[]? values, int[]? indices, int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return new KeyValuePair<int, T>(indices is null ? i : indices[i], values![i]);
        }
    }

    private static IEnumerable<KeyValuePair<int, T>> Every(T[]? values, int[]? indices, int length, int count)
    {
        for (int slot = 0, next = 0; slot < length; slot++)
        {
            bool isExplicit = next < count && indices![next] == slot;
            yield return new KeyValuePair<int, T>(slot, isExplicit ? values![next++] : default!);
        }
    }
}

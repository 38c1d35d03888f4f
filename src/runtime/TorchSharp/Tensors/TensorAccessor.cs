using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor or view, in order, as .NET values.</summary>
/// <typeparam name="T">The tensor's element type.</typeparam>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    // Held so that the memory stays.
    private torch.Tensor? _tensor;
    private T* _data;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
        _data = (T*)tensor.DataPointer();
        _tensor = tensor;
    }

    /// <summary>The number of elements.</summary>
    internal long Count { get; }

    /// <summary>One element: by its position in order (one index), or by one index per dimension.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public T this[params long[] indices]
    {
        get => _data[Offset(indices)];
        set => _data[Offset(indices)] = value;
    }

    /// <summary>A copy of the elements, in order.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Copies elements from position tensorIndex on, as many as there are and fit.</summary>
    internal void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements from position tensorIndex on, as many as there are and fit.</summary>
    internal void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        long length = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous && length > 0)
        {
            new ReadOnlySpan<T>(_data + tensorIndex, (int)length).CopyTo(array[arrayIndex..]);
            return;
        }

        for (long i = 0; i < length; i++)
        {
            array[arrayIndex + (int)i] = _data[OffsetOf(tensorIndex + i)];
        }
    }

    /// <summary>The elements, in order.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>Lets go of the tensor, without disposing it.</summary>
    public void Dispose()
    {
        _data = null;
        _tensor = null;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private long Offset(long[] indices)
    {
        ObjectDisposedException.ThrowIf(_tensor is null, this);
        if (indices.Length == 1)
        {
            return OffsetOf(indices[0]);
        }

        long offset = 0;
        for (int i = _shape.Length - 1; i >= 0; i--)
        {
            if (indices[i] >= _shape[i] || indices[i] < 0)
            {
                throw new IndexOutOfRangeException($"{indices[i]} >= {_shape[i]} in dimension {i}.");
            }

            offset += indices[i] * _strides[i];
        }

        return offset;
    }

    private long OffsetOf(long position)
    {
        if (position < 0 || position >= Count)
        {
            throw new IndexOutOfRangeException();
        }

        if (_contiguous)
        {
            return position;
        }

        long offset = 0;
        for (int i = _shape.Length - 1; i >= 0; i--)
        {
            position = Math.DivRem(position, _shape[i], out long index);
            offset += index * _strides[i];
        }

        return offset;
    }
}

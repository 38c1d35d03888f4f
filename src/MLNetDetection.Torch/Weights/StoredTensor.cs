using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>A tensor in a file of weights; its numbers are read when they are asked for.</summary>
public sealed class StoredTensor
{
    private readonly Func<Stream> _open;
    private readonly long[] _strides;
    private readonly long _span;

    /// <param name="name">Its key.</param>
    /// <param name="type">Of its numbers.</param>
    /// <param name="shape">Sides, none negative.</param>
    /// <param name="strides">Steps in the file from number to number of each side, in numbers; null where they stand row by row.</param>
    /// <param name="available">Numbers of the storage from the tensor's first one on.</param>
    /// <param name="open">A stream that stands at the tensor's first number.</param>
    internal StoredTensor(string name, ScalarType type, long[] shape, long[]? strides, long available, Func<Stream> open)
    {
        (Name, Type, Shape, _open) = (name, type, shape, open);
        Count = Product(name, shape);
        _strides = strides ?? RowByRow(shape);
        _span = Span(shape, _strides, name);

        // A side repeated by a stride of 0 would let a few bytes ask for any amount of memory.
        if (_span > available || Count > available)
        {
            throw new InvalidDataException($"The tensor '{name}' takes {Math.Max(_span, Count)} numbers, its storage has {available}.");
        }
    }

    /// <summary>Its key in the file.</summary>
    public string Name { get; }

    /// <summary>The numbers' type in the file.</summary>
    public ScalarType Type { get; }

    /// <summary>Its sides.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>How many numbers it has.</summary>
    public long Count { get; }

    /// <summary>Bytes that it takes.</summary>
    internal long ByteCount => Count * ElementSize(Type);

    internal static int ElementSize(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new InvalidDataException($"Numbers of type {type} are not read."),
    };

    /// <summary>The tensor on the CPU, row by row, in its own type.</summary>
    /// <exception cref="InvalidDataException">The file ends within it.</exception>
    public Tensor Read()
    {
        long[] shape = [.. Shape];
        Tensor tensor = empty(shape, Type);
        try
        {
            Span<byte> target = tensor.bytes;
            using Stream stream = _open();
            if (_strides.AsSpan().SequenceEqual(RowByRow(shape)))
            {
                stream.ReadExactly(target);
            }
            else
            {
                byte[] source = new byte[_span * ElementSize(Type)];
                stream.ReadExactly(source);
                Gather(source, target, shape);
            }

            return tensor;
        }
        catch (EndOfStreamException error)
        {
            tensor.Dispose();
            throw new InvalidDataException($"The file ends within the tensor '{Name}'.", error);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    private void Gather(ReadOnlySpan<byte> source, Span<byte> target, long[] shape)
    {
        int size = ElementSize(Type);
        var index = new long[shape.Length];
        for (int to = 0; to < target.Length; to += size)
        {
            long from = 0;
            for (int d = 0; d < index.Length; d++)
            {
                from += index[d] * _strides[d];
            }

            source.Slice((int)(from * size), size).CopyTo(target[to..]);
            for (int d = index.Length - 1; d >= 0 && ++index[d] == shape[d]; d--)
            {
                index[d] = 0;
            }
        }
    }

    private static long Product(string name, long[] shape)
    {
        long product = 1;
        foreach (long side in shape)
        {
            if (side < 0 || (side > 0 && product > int.MaxValue / side))
            {
                throw new InvalidDataException($"The tensor '{name}' has the shape [{string.Join(", ", shape)}], which is too large.");
            }

            product *= side;
        }

        return product;
    }

    private static long[] RowByRow(long[] shape)
    {
        var strides = new long[shape.Length];
        long step = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = step;
            step *= Math.Max(1, shape[d]);
        }

        return strides;
    }

    private static long Span(long[] shape, long[] strides, string name)
    {
        long last = 0;
        for (int d = 0; d < shape.Length; d++)
        {
            if (shape[d] == 0)
            {
                return 0;
            }

            if (strides[d] < 0 || strides[d] > int.MaxValue)
            {
                throw new InvalidDataException($"The tensor '{name}' has a stride of {strides[d]}.");
            }

            last += (shape[d] - 1) * strides[d];
        }

        return last + 1;
    }
}

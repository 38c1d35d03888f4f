using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Single elements of tensors, and tensors in state files.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The one element in double precision.</summary>
    internal static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    /// <summary>Writes type, shape and elements in TorchSharp's format: LEB128 numbers, then raw little-endian data.</summary>
    internal static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using Tensor? copy = tensor.device_type == DeviceType.CPU ? null : tensor.to(CPU);
        Tensor source = copy ?? tensor;
        Utils.LEB128Codec.Encode(writer, (int)source.dtype);
        long[] shape = source.shape;
        Utils.LEB128Codec.Encode(writer, shape.Length);
        foreach (long size in shape)
        {
            Utils.LEB128Codec.Encode(writer, size);
        }

        source.WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Overwrites a tensor with what <see cref="Save(Tensor, BinaryWriter)"/> wrote.</summary>
    /// <exception cref="ArgumentException">The type differs, or the shape does while not skipping.</exception>
    internal static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        if (type != tensor.dtype)
        {
            throw new ArgumentException("Mismatched tensor data types while loading. Make sure that the model you are "
                + "loading into is exactly the same as the origin.");
        }

        LoadContent(tensor, shape, reader, skip);
    }

    /// <summary>Reads a tensor; where skip is true its content is passed over and stays undefined.</summary>
    internal static Tensor Load(BinaryReader reader, bool skip = false)
    {
        Tensor? tensor = null;
        Load(ref tensor!, reader, skip);
        return tensor!;
    }

    /// <summary>Overwrites a tensor, or makes one where it is null.</summary>
    /// <exception cref="ArgumentException">The shape differs while not skipping.</exception>
    internal static void Load(ref Tensor tensor, BinaryReader reader, bool skip = false)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        tensor ??= torch.empty(shape, dtype: type);
        LoadContent(tensor, shape, reader, skip);
    }

    private static (ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (ScalarType)Utils.LEB128Codec.Decode(reader);
        var shape = new long[Utils.LEB128Codec.Decode(reader)];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = Utils.LEB128Codec.Decode(reader);
        }

        return (type, shape);
    }

    private static void LoadContent(Tensor tensor, long[] shape, BinaryReader reader, bool skip)
    {
        if (skip)
        {
            reader.BaseStream.Seek(tensor.NumberOfElements * tensor.ElementSize, SeekOrigin.Current);
            return;
        }

        if (!shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new ArgumentException("Mismatched tensor shape while loading. Make sure that the model you are loading "
                + "into is exactly the same as the origin.");
        }

        // Leaf tensors that require a gradient may only be written to while nothing is recorded.
        using IDisposable mode = no_grad();
        if (tensor.device_type == DeviceType.CPU)
        {
            tensor.ReadBytesFromStream(reader.BaseStream);
            return;
        }

        using Tensor staging = zeros_like(tensor, device: CPU);
        staging.ReadBytesFromStream(reader.BaseStream);
        tensor.copy_(staging);
    }
}

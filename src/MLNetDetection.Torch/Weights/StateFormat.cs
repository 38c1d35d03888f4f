using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>A module's parameters and buffers as raw bytes.</summary>
/// <remarks>
/// Layout: int32 number of tensors; per tensor string name, byte dtype (TorchSharp's ScalarType), byte rank, int64 per side,
/// then the elements, little-endian, row by row. Reading needs a module of the same form: names, order, dtypes and shapes are
/// compared with it before a byte of data is taken, so a damaged file cannot ask for memory.
/// </remarks>
internal static class StateFormat
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public static long ByteCount(nn.Module module) => sizeof(int) + State(module).Sum(item =>
    {
        int name = System.Text.Encoding.UTF8.GetByteCount(item.Name);
        int prefix = 1 + (name >= 1 << 7 ? 1 : 0) + (name >= 1 << 14 ? 1 : 0); // the length takes 7 bits a byte
        return prefix + name + 2L + sizeof(long) * item.Value.shape.Length + item.Value.numel() * item.Value.element_size();
    });

    public static void Write(BinaryWriter writer, nn.Module module)
    {
        (string Name, Tensor Value)[] state = [.. State(module)];
        writer.Write(state.Length);
        foreach ((string name, Tensor value) in state)
        {
            writer.Write(name);
            writer.Write((byte)value.dtype);
            writer.Write((byte)value.shape.Length);
            foreach (long side in value.shape)
            {
                writer.Write(side);
            }

            writer.Flush();
            using DisposeScope scope = NewDisposeScope();
            Span<byte> bytes = value.detach().cpu().contiguous().bytes;
            for (int at = 0; at < bytes.Length; at += ChunkBytes)
            {
                writer.Write(bytes.Slice(at, Math.Min(ChunkBytes, bytes.Length - at)));
            }
        }
    }

    /// <exception cref="InvalidDataException">The file holds other tensors than the module.</exception>
    public static void Read(BinaryReader reader, nn.Module module)
    {
        (string Name, Tensor Value)[] state = [.. State(module)];
        int count = reader.ReadInt32();
        if (count != state.Length)
        {
            throw new InvalidDataException($"The network has {state.Length} tensors, the model file {count}.");
        }

        foreach ((string name, Tensor value) in state)
        {
            CheckHeader(reader, name, value);
            using DisposeScope scope = NewDisposeScope();
            using IDisposable quiet = no_grad();
            Tensor staged = empty(value.shape, value.dtype);
            Span<byte> bytes = staged.bytes;
            for (int at = 0; at < bytes.Length;)
            {
                int read = reader.Read(bytes.Slice(at, Math.Min(ChunkBytes, bytes.Length - at)));
                at += read > 0 ? read : throw new EndOfStreamException($"The model file ends within the tensor '{name}'.");
            }

            value.copy_(staged);
        }
    }

    private static void CheckHeader(BinaryReader reader, string name, Tensor value)
    {
        string found = ReadName(reader, name.Length);
        if (found != name)
        {
            throw new InvalidDataException($"The model file has the tensor '{found}' where the network has '{name}'.");
        }

        var type = (ScalarType)reader.ReadByte();
        if (type != value.dtype)
        {
            throw new InvalidDataException($"The tensor '{name}' is {value.dtype} in the network, {type} in the model file.");
        }

        int rank = reader.ReadByte();
        if (rank != value.shape.Length)
        {
            throw new InvalidDataException($"The tensor '{name}' has rank {value.shape.Length} in the network, {rank} in the model file.");
        }

        var shape = new long[rank];
        for (int side = 0; side < rank; side++)
        {
            shape[side] = reader.ReadInt64();
        }

        if (!shape.AsSpan().SequenceEqual(value.shape))
        {
            throw new InvalidDataException(
                $"The tensor '{name}' is [{string.Join(", ", value.shape)}] in the network, [{string.Join(", ", shape)}] in the model file.");
        }
    }

    // BinaryReader.ReadString would believe any length it is told; the expected name says how long it can be.
    private static string ReadName(BinaryReader reader, int longest)
    {
        int length = reader.Read7BitEncodedInt();
        if (length < 0 || length > 4 * longest + 256)
        {
            throw new InvalidDataException($"The model file has a tensor name of {length} bytes.");
        }

        byte[] bytes = reader.ReadBytes(length);
        return bytes.Length == length
            ? System.Text.Encoding.UTF8.GetString(bytes)
            : throw new EndOfStreamException("The model file ends within a tensor's name.");
    }

    private static IEnumerable<(string Name, Tensor Value)> State(nn.Module module)
    {
        foreach ((string name, TorchSharp.Modules.Parameter value) in module.named_parameters())
        {
            yield return (name, value);
        }

        foreach ((string name, Tensor value) in module.named_buffers())
        {
            yield return (name, value);
        }
    }
}

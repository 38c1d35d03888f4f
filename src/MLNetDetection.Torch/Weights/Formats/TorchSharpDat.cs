using System.Text;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights.Formats;

/// <summary>
/// TorchSharp's Module.save: LEB128 count; per tensor LEB128 length and UTF-8 key, LEB128 type, LEB128 rank, LEB128 sides, the
/// numbers row by row.
/// </summary>
internal static class TorchSharpDat
{
    private const int MaxKey = 4096;
    private const int MaxRank = 64;

    public static List<StoredTensor> Read(FileStream stream)
    {
        long count = Number(stream);
        var tensors = new List<StoredTensor>();
        for (long i = 0; i < count; i++)
        {
            tensors.Add(Entry(stream));
        }

        return stream.Position == stream.Length
            ? tensors
            : throw new InvalidDataException($"it is in no known format, or {stream.Length - stream.Position} bytes follow its last tensor.");
    }

    /// <summary>One number of 7 bits a byte, the lowest first.</summary>
    public static void WriteNumber(Stream stream, long number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            stream.WriteByte((byte)(number & 0x7F | 0x80));
        }

        stream.WriteByte((byte)number);
    }

    private static StoredTensor Entry(FileStream stream)
    {
        long length = Number(stream);
        if (length is < 1 or > MaxKey || length > stream.Length - stream.Position)
        {
            throw new InvalidDataException($"it is in no known format: as TorchSharp's it would have a key of {length} bytes.");
        }

        byte[] key = new byte[length];
        stream.ReadExactly(key);
        string name = Encoding.UTF8.GetString(key);
        var type = (ScalarType)(sbyte)Math.Clamp(Number(stream), 0, sbyte.MaxValue);
        int size = StoredTensor.ElementSize(type);
        long rank = Number(stream);
        if (rank > MaxRank)
        {
            throw new InvalidDataException($"the tensor '{name}' has rank {rank}.");
        }

        long[] shape = [.. Enumerable.Range(0, (int)rank).Select(_ => Number(stream))];
        long offset = stream.Position;
        var tensor = new StoredTensor(name, type, shape, null, (stream.Length - offset) / size, () => FileRegion.At(stream, offset));
        stream.Position += tensor.ByteCount;
        return tensor;
    }

    private static long Number(FileStream stream)
    {
        long result = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            int value = stream.ReadByte();
            if (value < 0)
            {
                throw new InvalidDataException("it is cut off, or in no known format.");
            }

            result |= (long)(value & 0x7F) << shift;
            if (value < 0x80)
            {
                return result;
            }
        }

        throw new InvalidDataException("it is in no known format: a number in it does not end.");
    }
}

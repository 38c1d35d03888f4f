using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MLNetDetection.Torch.Weights.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>Writes files of weights, tensor by tensor.</summary>
internal static class WeightWriter
{
    private const int ChunkBytes = 1 << 20;

    public static void Safetensors(IReadOnlyList<(string Name, Tensor Value)> state, string path)
    {
        byte[] header = Header(state);
        using FileStream stream = Create(path);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Tensor value) in state)
        {
            WriteNumbers(stream, value);
        }
    }

    public static void Dat(IReadOnlyList<(string Name, Tensor Value)> state, string path)
    {
        using FileStream stream = Create(path);
        TorchSharpDat.WriteNumber(stream, state.Count);
        foreach ((string name, Tensor value) in state)
        {
            byte[] key = Encoding.UTF8.GetBytes(name);
            TorchSharpDat.WriteNumber(stream, key.Length);
            stream.Write(key);
            TorchSharpDat.WriteNumber(stream, (long)value.dtype);
            TorchSharpDat.WriteNumber(stream, value.shape.Length);
            foreach (long side in value.shape)
            {
                TorchSharpDat.WriteNumber(stream, side);
            }

            WriteNumbers(stream, value);
        }
    }

    private static FileStream Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    // Spaces fill the header up to a multiple of 8, so that the numbers are aligned in memory.
    private static byte[] Header(IReadOnlyList<(string Name, Tensor Value)> state)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            foreach ((string name, Tensor value) in state)
            {
                long end = offset + value.numel() * value.element_size();
                json.WriteStartObject(name);
                json.WriteString("dtype", Formats.Safetensors.NameOf(value.dtype));
                WriteNumbers(json, "shape", value.shape);
                WriteNumbers(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % sizeof(ulong) != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Stream stream, Tensor value)
    {
        using DisposeScope scope = NewDisposeScope();
        Span<byte> bytes = value.detach().cpu().contiguous().bytes;
        for (int at = 0; at < bytes.Length; at += ChunkBytes)
        {
            stream.Write(bytes.Slice(at, Math.Min(ChunkBytes, bytes.Length - at)));
        }
    }
}

using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights.Formats;

/// <summary>
/// Hugging Face's safetensors: uint64 length of a JSON header, the header ({"key": {"dtype", "shape", "data_offsets"}, ...}, with
/// "__metadata__" set aside), then the numbers, each tensor once and without gaps.
/// </summary>
internal static class Safetensors
{
    private const int MaxHeader = 100_000_000;

    private static readonly (string Name, ScalarType Type)[] _types =
    [
        ("F32", ScalarType.Float32), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16), ("F64", ScalarType.Float64), ("I64", ScalarType.Int64),
        ("I32", ScalarType.Int32), ("I16", ScalarType.Int16), ("I8", ScalarType.Int8), ("U8", ScalarType.Byte), ("BOOL", ScalarType.Bool),
    ];

    public static string NameOf(ScalarType type) => _types.First(t => t.Type == type).Name;

    public static List<StoredTensor> Read(FileStream stream)
    {
        byte[] head = new byte[sizeof(ulong)];
        stream.ReadExactly(head);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(head);
        if (length > MaxHeader || (long)length > stream.Length - sizeof(ulong))
        {
            throw new InvalidDataException($"its header should have {length} bytes, more than the file or than is allowed.");
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            long data = sizeof(ulong) + (long)length;
            var tensors = new List<(long Begin, long End, StoredTensor Tensor)>();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "__metadata__")
                {
                    tensors.Add(Entry(stream, property, data));
                }
            }

            CheckGaps(tensors, stream.Length - data);
            return [.. tensors.Select(t => t.Tensor)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"its header is damaged: {error.Message}", error);
        }
    }

    private static (long Begin, long End, StoredTensor Tensor) Entry(FileStream stream, JsonProperty property, long data)
    {
        string type = property.Value.GetProperty("dtype").GetString() ?? "";
        ScalarType scalar = _types.FirstOrDefault(t => t.Name == type) is { Name: not null } known
            ? known.Type
            : throw new InvalidDataException($"the tensor '{property.Name}' has numbers of type '{type}', which are not read.");
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > stream.Length - data)
        {
            throw new InvalidDataException($"the tensor '{property.Name}' lies at [{string.Join(", ", offsets)}], outside the file.");
        }

        int size = StoredTensor.ElementSize(scalar);
        var tensor = new StoredTensor(
            property.Name, scalar, shape, null, (offsets[1] - offsets[0]) / size, () => FileRegion.At(stream, data + offsets[0]));
        return tensor.ByteCount == offsets[1] - offsets[0]
            ? (offsets[0], offsets[1], tensor)
            : throw new InvalidDataException($"the tensor '{property.Name}' takes {tensor.ByteCount} bytes and has {offsets[1] - offsets[0]}.");
    }

    private static void CheckGaps(List<(long Begin, long End, StoredTensor Tensor)> tensors, long length)
    {
        long end = 0;
        foreach ((long from, long to, StoredTensor tensor) in tensors.OrderBy(t => t.Begin).ThenBy(t => t.End))
        {
            if (from != end)
            {
                throw new InvalidDataException($"the tensor '{tensor.Name}' begins at {from}, where {end} was expected: tensors overlap or leave a gap.");
            }

            end = to;
        }

        if (end != length)
        {
            throw new InvalidDataException($"its tensors end at {end}, its numbers at {length}.");
        }
    }
}

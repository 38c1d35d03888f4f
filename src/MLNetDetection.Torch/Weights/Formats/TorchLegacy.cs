using System.Buffers.Binary;
using System.Numerics;
using MLNetDetection.Torch.Weights.Pickle;

namespace MLNetDetection.Torch.Weights.Formats;

/// <summary>
/// PyTorch's format before 1.6: pickles of a magic number, a protocol (1001), the writer's machine, the object, and a list of
/// storages; then per storage int64 count and its numbers.
/// </summary>
internal static class TorchLegacy
{
    private const long Protocol = 1001;

    private static readonly BigInteger _magic = BigInteger.Parse("1950a86a20f9469cfc6c", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    // PROTO 2, LONG1 of 10 bytes, the magic number.
    private static ReadOnlySpan<byte> Start => [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Start);

    public static List<StoredTensor> Read(FileStream stream)
    {
        if (Next(stream) is not BigInteger magic || magic != _magic || Next(stream) is not Protocol)
        {
            throw new InvalidDataException("its magic number or protocol is not PyTorch's.");
        }

        if (Next(stream) is PickleDictionary machine && machine.Entries.Any(e => e is { Key: "little_endian", Value: false }))
        {
            throw new InvalidDataException("its numbers are not little-endian.");
        }

        var known = new List<PickleStorage>();
        IReadOnlyList<(string Name, PickleTensor Tensor)> found = StateTree.Find(Next(stream, known));
        Dictionary<string, (PickleStorage Storage, long Offset)> storages = Storages(stream, known);
        return [.. found.Select(item => Tensor(stream, item.Name, item.Tensor, storages))];
    }

    private static object? Next(FileStream stream, ICollection<PickleStorage>? storages = null) =>
        PickleReader.Read(stream, stream.Length - stream.Position, storages);

    private static Dictionary<string, (PickleStorage Storage, long Offset)> Storages(FileStream stream, IReadOnlyList<PickleStorage> known)
    {
        if (Next(stream) is not List<object?> keys || !keys.All(key => key is string))
        {
            throw new InvalidDataException("its list of storages is none.");
        }

        var types = new Dictionary<string, PickleStorage>();
        foreach (PickleStorage item in known)
        {
            types.TryAdd(item.Key, item);
        }

        var places = new Dictionary<string, (PickleStorage, long)>();
        byte[] head = new byte[sizeof(long)];
        foreach (string key in keys.Cast<string>())
        {
            if (!types.TryGetValue(key, out PickleStorage? storage))
            {
                throw new InvalidDataException($"the storage '{key}' belongs to nothing.");
            }

            stream.ReadExactly(head);
            long count = BinaryPrimitives.ReadInt64LittleEndian(head), bytes = count * StoredTensor.ElementSize(storage.Type);
            if (count < 0 || count != storage.Count || bytes > stream.Length - stream.Position)
            {
                throw new InvalidDataException($"the storage '{key}' should hold {storage.Count} numbers and states {count}, or is cut off.");
            }

            places[key] = (storage, stream.Position);
            stream.Position += bytes;
        }

        return places;
    }

    private static StoredTensor Tensor(
        FileStream stream, string name, PickleTensor tensor, Dictionary<string, (PickleStorage Storage, long Offset)> storages)
    {
        if (!storages.TryGetValue(tensor.Storage.Key, out (PickleStorage Storage, long Offset) place) || place.Storage != tensor.Storage)
        {
            throw new InvalidDataException($"the storage '{tensor.Storage.Key}' of '{name}' is missing.");
        }

        long offset = place.Offset + Math.Min(tensor.Offset, place.Storage.Count) * StoredTensor.ElementSize(place.Storage.Type);
        return new StoredTensor(
            name, tensor.Storage.Type, tensor.Shape, tensor.Strides, place.Storage.Count - Math.Min(tensor.Offset, place.Storage.Count),
            () => FileRegion.At(stream, offset));
    }
}

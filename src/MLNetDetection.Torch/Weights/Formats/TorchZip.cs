using System.IO.Compression;
using System.Text;
using MLNetDetection.Torch.Weights.Pickle;

namespace MLNetDetection.Torch.Weights.Formats;

/// <summary>PyTorch's format since 1.6: a zip of data.pkl and one stored entry per storage, data/{key}.</summary>
internal static class TorchZip
{
    public static (List<StoredTensor> Tensors, IDisposable Source) Read(FileStream stream)
    {
        var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        try
        {
            ZipArchiveEntry pickle = archive.Entries.FirstOrDefault(e => e.FullName == "data.pkl" || e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new InvalidDataException("the zip has no data.pkl, so that it is none of PyTorch's.");
            string folder = pickle.FullName[..^"data.pkl".Length];
            var entries = new Dictionary<string, ZipArchiveEntry>();
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                entries.TryAdd(entry.FullName, entry);
            }

            CheckByteOrder(entries, folder);
            CheckStored(pickle);
            object? root;
            using (Stream input = pickle.Open())
            using (var buffered = new BufferedStream(input, 1 << 16))
            {
                root = PickleReader.Read(buffered, pickle.Length);
            }

            return ([.. StateTree.Find(root).Select(item => Tensor(item.Name, item.Tensor, entries, folder))], archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static StoredTensor Tensor(string name, PickleTensor tensor, Dictionary<string, ZipArchiveEntry> entries, string folder)
    {
        PickleStorage storage = tensor.Storage;
        if (!entries.TryGetValue($"{folder}data/{storage.Key}", out ZipArchiveEntry? entry))
        {
            throw new InvalidDataException($"the storage '{storage.Key}' of '{name}' is missing.");
        }

        CheckStored(entry);
        int size = StoredTensor.ElementSize(storage.Type);
        if (storage.Count > entry.Length / size)
        {
            throw new InvalidDataException($"the storage '{storage.Key}' of '{name}' should hold {storage.Count} numbers and has {entry.Length} bytes.");
        }

        return new StoredTensor(name, storage.Type, tensor.Shape, tensor.Strides, storage.Count - Math.Min(tensor.Offset, storage.Count), () =>
        {
            Stream input = entry.Open();
            Skip(input, tensor.Offset * size);
            return input;
        });
    }

    // Compressed, a small file could unfold to any size; PyTorch compresses nothing.
    private static void CheckStored(ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length)
        {
            throw new InvalidDataException($"the entry '{entry.FullName}' is compressed, which PyTorch's are not.");
        }
    }

    private static void CheckByteOrder(Dictionary<string, ZipArchiveEntry> entries, string folder)
    {
        if (!entries.TryGetValue(folder + "byteorder", out ZipArchiveEntry? entry))
        {
            return;
        }

        CheckStored(entry);
        using Stream input = entry.Open();
        byte[] text = new byte[Math.Min(16, entry.Length)];
        int read = input.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (Encoding.ASCII.GetString(text, 0, read) != "little")
        {
            throw new InvalidDataException("its numbers are not little-endian.");
        }
    }

    private static void Skip(Stream stream, long count)
    {
        byte[] buffer = new byte[(int)Math.Min(count, 1 << 16)];
        for (long left = count; left > 0;)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            left -= read > 0 ? read : throw new EndOfStreamException("The storage is cut off.");
        }
    }
}

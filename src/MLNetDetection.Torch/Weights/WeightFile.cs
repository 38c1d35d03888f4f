using MLNetDetection.Torch.Weights.Formats;

namespace MLNetDetection.Torch.Weights;

/// <summary>
/// A file of named tensors: PyTorch's .pth or .pt (a zip, or the older plain pickle), safetensors, or TorchSharp's .dat. The format is
/// told by the contents. Nothing in a file is executed; memory is bounded by the file's size.
/// </summary>
public sealed class WeightFile : IDisposable
{
    private readonly IDisposable _source;

    private WeightFile(string path, string format, IReadOnlyDictionary<string, StoredTensor> tensors, IDisposable source) =>
        (Path, Format, Tensors, _source) = (path, format, tensors, source);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What it is: "PyTorch zip", "PyTorch legacy", "safetensors" or "TorchSharp".</summary>
    public string Format { get; }

    /// <summary>Its tensors by key.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>Opens a file and reads the names, types and shapes of its tensors.</summary>
    /// <param name="path">The file; it stays open until this is disposed.</param>
    /// <exception cref="InvalidDataException">The file is damaged, hostile, or in no known format; the message names it and says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            (string format, List<StoredTensor> tensors, IDisposable source) = Read(stream);
            CheckSum(tensors, stream.Length);
            var byName = new Dictionary<string, StoredTensor>(tensors.Count);
            foreach (StoredTensor tensor in tensors)
            {
                if (!byName.TryAdd(tensor.Name, tensor))
                {
                    throw new InvalidDataException($"The key '{tensor.Name}' is there twice.");
                }
            }

            return new WeightFile(path, format, byName, source);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or OverflowException or ArgumentException)
        {
            stream.Dispose();
            throw new InvalidDataException($"'{path}' is no file of weights that can be read: {error.Message}", error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    private static (string Format, List<StoredTensor> Tensors, IDisposable Source) Read(FileStream stream)
    {
        byte[] start = new byte[Math.Min(16, stream.Length)];
        stream.ReadExactly(start);
        stream.Position = 0;
        if (start is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            (List<StoredTensor> tensors, IDisposable source) = TorchZip.Read(stream);
            return ("PyTorch zip", tensors, source);
        }

        if (TorchLegacy.Begins(start))
        {
            return ("PyTorch legacy", TorchLegacy.Read(stream), stream);
        }

        return start is [_, _, _, _, _, _, 0, 0, (byte)'{', ..]
            ? ("safetensors", Safetensors.Read(stream), stream)
            : ("TorchSharp", TorchSharpDat.Read(stream), stream);
    }

    // Tied weights are there twice; more than that, tensors lie over each other to make a small file large in memory.
    private static void CheckSum(List<StoredTensor> tensors, long length)
    {
        const int MostShares = 4;
        if (tensors.Sum(t => (double)t.ByteCount) > MostShares * (double)length)
        {
            throw new InvalidDataException($"its tensors take {tensors.Sum(t => (double)t.ByteCount)} bytes, the file has {length}.");
        }
    }
}

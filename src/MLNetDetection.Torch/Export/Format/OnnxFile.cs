namespace MLNetDetection.Torch.Export.Format;

/// <summary>Writes an ONNX file, and beside it one for the weights where they are too large for protobuf's 2 GB.</summary>
internal static class OnnxFile
{
    /// <summary>What is added to the file's name for the weights.</summary>
    public const string WeightsSuffix = ".data";

    // Runtimes can map a tensor into memory where it begins at a page.
    private const int PageBytes = 4096;

    // Shapes and limits stay in the file itself: shape inference reads them there.
    private const int SmallestExternal = 1024;

    /// <summary>Writes a model; nothing is left at <paramref name="path"/> where that fails.</summary>
    /// <param name="model">What to write.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="largest">Bytes of weights up to which they stay in the file.</param>
    public static void Write(OnnxModel model, string path, long largest)
    {
        Dictionary<OnnxTensor, ExternalPlace> places = Places(model.Graph.Tensors, Path.GetFileName(path) + WeightsSuffix, largest);
        if (places.Count > 0)
        {
            Replace(path + WeightsSuffix, stream => WriteWeights(stream, places));
        }

        ProtoMessage message = OnnxMessages.Model(model, tensor => places.GetValueOrDefault(tensor));
        Replace(path, message.WriteTo);
    }

    private static Dictionary<OnnxTensor, ExternalPlace> Places(IReadOnlyList<OnnxTensor> tensors, string file, long largest)
    {
        var places = new Dictionary<OnnxTensor, ExternalPlace>(ReferenceEqualityComparer.Instance);
        if (tensors.Sum(tensor => tensor.ByteCount) <= largest)
        {
            return places;
        }

        long end = 0;
        foreach (OnnxTensor tensor in tensors.Where(tensor => tensor.ByteCount >= SmallestExternal))
        {
            places.Add(tensor, new ExternalPlace(file, end));
            end += (tensor.ByteCount + PageBytes - 1) / PageBytes * PageBytes;
        }

        return places;
    }

    private static void WriteWeights(Stream stream, Dictionary<OnnxTensor, ExternalPlace> places)
    {
        foreach ((OnnxTensor tensor, ExternalPlace place) in places.OrderBy(item => item.Value.Offset))
        {
            stream.Write(new byte[place.Offset - stream.Position]);
            stream.Write(tensor.Read());
        }
    }

    // A half-written file never stands under the name that was asked for.
    private static void Replace(string path, Action<Stream> write)
    {
        string unfinished = path + ".unfinished";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}

namespace MLNetDetection.Torch.Training;

/// <summary>Images of a batch that go through the network together.</summary>
/// <param name="First">The first one's place in the batch.</param>
/// <param name="Count">How many, at least 1.</param>
internal readonly record struct BatchPart(int First, int Count)
{
    /// <summary>
    /// Cuts a batch into parts whose sizes differ by one at most. A batch that is smaller than others, as an epoch's may be by one,
    /// gives fewer parts rather than a part of one image, which BatchNorm could make nothing of.
    /// </summary>
    /// <param name="images">Of the batch, at least 1.</param>
    /// <param name="parts">Wanted parts, at least 1.</param>
    /// <param name="batchSize">Images of a full batch.</param>
    public static BatchPart[] Cut(int images, int parts, int batchSize)
    {
        int smallest = batchSize >= 2 * parts ? 2 : 1;
        int count = Math.Clamp(images / smallest, 1, parts);
        return [.. Enumerable.Range(0, count).Select(i => new BatchPart(
            (int)((long)images * i / count), (int)((long)images * (i + 1) / count) - (int)((long)images * i / count)))];
    }
}

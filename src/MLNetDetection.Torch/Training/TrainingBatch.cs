namespace MLNetDetection.Torch.Training;

/// <summary>The images of one step and what the network should say of them, in arrays that are used again.</summary>
internal sealed class TrainingBatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CountdownEvent _missing = new(1);
    private readonly List<Exception> _errors = [];

    public TrainingBatch(int capacity, SampleShape shape)
        : this(shape, new byte[(long)capacity * shape.PixelBytes], new long[(long)capacity * shape.Anchors], new string[capacity], new PositiveAnchor[capacity][])
    {
    }

    private TrainingBatch(SampleShape shape, byte[] pixels, long[] labels, string[] names, PositiveAnchor[][] positives) =>
        (Shape, Pixels, Labels, Names, Positives) = (shape, pixels, labels, names, positives);

    /// <summary>Images in it, N.</summary>
    public int Count { get; private set; }

    /// <summary>The epoch it belongs to, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>Indices of its images in the set.</summary>
    public int[] Indices { get; private set; } = [];

    /// <summary>uint8 [N, H, W, 3]; the array may be longer.</summary>
    public byte[] Pixels { get; }

    /// <summary>[N, A]: 0 background, 1 and up a class, -1 not counted; the array may be longer.</summary>
    public long[] Labels { get; }

    /// <summary>Per image, its positive anchors in ascending order.</summary>
    public PositiveAnchor[][] Positives { get; }

    /// <summary>What an error calls each image.</summary>
    public string[] Names { get; }

    /// <summary>What one image takes.</summary>
    public SampleShape Shape { get; }

    /// <summary>The same batch as if it ended sooner; nothing is copied.</summary>
    public TrainingBatch First(int count) => new(Shape, Pixels, Labels, Names, Positives) { Epoch = Epoch, Indices = Indices[..count], Count = count };

    public void Begin(int epoch, int[] indices)
    {
        (Epoch, Indices, Count) = (epoch, indices, indices.Length);
        _errors.Clear();
        _missing.Reset(indices.Length);
    }

    public void SlotDone() => _missing.Signal();

    public void SlotFailed(Exception error)
    {
        lock (_gate)
        {
            _errors.Add(error);
        }

        _missing.Signal();
    }

    /// <summary>Returns when every image is in its place.</summary>
    /// <exception cref="InvalidDataException">An image could not be read; the message names it.</exception>
    public void Wait(CancellationToken cancellation)
    {
        _missing.Wait(cancellation);
        lock (_gate)
        {
            if (_errors.Count > 0)
            {
                throw new InvalidDataException(_errors[0].Message, _errors[0]);
            }
        }
    }

    public void Dispose() => _missing.Dispose();
}

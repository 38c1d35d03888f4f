using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Data;
using MLNetDetection.Persistence;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using MLNetDetection.Transforming;

namespace MLNetDetection;

/// <summary>
/// A trained SSD as an ML.NET transformer. It adds, for each image and best first, the columns <c>PredictedLabel</c> (keys with the
/// training key values), <c>PredictedBoundingBoxes</c> (x0 y0 x1 y1 of each detection in pixels of the source image, clipped to it)
/// and <c>Score</c> (probability in [0, 1]).
/// </summary>
/// <remarks>
/// Safe to share between threads, also while one disposes it. ML.NET's PredictionEngine disposes it by default (OwnsTransformer).
/// </remarks>
public sealed partial class SsdTransformer : ITransformer, IDisposable
{
    internal const int MaxBatchSize = 4096;

    internal SsdTransformer(
        SsdDetector detector, SsdColumns columns, ImageGeometry geometry, DetectOptions detectOptions, int batchSize, TrainingResult? training = null,
        Recipe? recipe = null)
    {
        detectOptions.CheckClasses(detector.ClassNames);
        Detector = detector;
        Columns = columns;
        Geometry = geometry;
        DetectOptions = detectOptions;
        BatchSize = batchSize;
        Training = training;
        Recipe = recipe;
    }

    /// <summary>The network with its anchors, preprocessing and classes, for those who want no IDataView.</summary>
    public SsdDetector Detector { get; }

    /// <summary>The classes in the order of the keys: the key 1 is the first.</summary>
    public IReadOnlyList<string> ClassNames => Detector.ClassNames;

    /// <summary>Thresholds and limits that apply to every detection this transformer makes.</summary>
    public DetectOptions DetectOptions { get; }

    /// <summary>Rows that Transform gives the network at once; as many are read meanwhile.</summary>
    public int BatchSize { get; }

    /// <summary>
    /// True lets a cursor of <see cref="Transform"/> read the next rows on a worker thread while the network runs; never two threads at once.
    /// False reads on the thread that moves the cursor: for sources that are tied to a thread. Not saved with the model. Default true.
    /// </summary>
    public bool ReadsAhead { get; set; } = true;

    /// <summary>How the training went, epoch by epoch; null for a model that was loaded from a file.</summary>
    public TrainingResult? Training { get; }

    /// <summary>The resolved recipe that the model was trained by, also after loading; null where it was trained without one.</summary>
    public Recipe? Recipe { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    internal SsdColumns Columns { get; }

    internal ImageGeometry Geometry { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or holds no images.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Output;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new DetectionRowMapper(this, Bind(inputSchema));

    /// <inheritdoc/>
    /// <remarks>
    /// Lazy: the network runs when a cursor over a predicted column moves, over <see cref="BatchSize"/> rows at a time. With
    /// <see cref="ReadsAhead"/> the rows of the next batch are read meanwhile.
    /// </remarks>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new DetectionView(this, input);
    }

    /// <summary>
    /// Ends the transformer: whoever predicts with it from now on gets <see cref="ObjectDisposedException"/>. Predictions that run end as usual,
    /// and the last of them frees the network. Again does nothing.
    /// </summary>
    public void Dispose() => Detector.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        SsdModelFile.Save(ctx, this);
    }

    internal DetectionSchema Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new DetectionSchema(inputSchema, Columns, ClassNames);
    }

    /// <summary>Detections of a batch, in pixels of each source image where there is one.</summary>
    internal IReadOnlyList<Detection>[] Detect(IReadOnlyList<RowPicture> pictures)
    {
        IReadOnlyList<Detection>[] detections = Detector.Detect([.. pictures.Select(picture => picture.Pixels)], DetectOptions);
        for (int i = 0; i < pictures.Count; i++)
        {
            PixelImage pixels = pictures[i].Pixels;
            if (pictures[i].SourceSize is { } source && Geometry.Map(source.Width, source.Height, pixels.Width, pixels.Height) is { } mapping)
            {
                detections[i] = ToSource(detections[i], mapping, source.Width, source.Height);
            }
        }

        return detections;
    }

    private static List<Detection> ToSource(IReadOnlyList<Detection> detections, ResizeMapping mapping, int width, int height)
    {
        var result = new List<Detection>(detections.Count);
        foreach (Detection detection in detections)
        {
            BoxXyxy box = mapping.ToSource(detection.Box).Clip(width, height);

            // A box that lies wholly in the padding is none of the source's.
            if (box.IsProper)
            {
                result.Add(detection with { Box = box });
            }
        }

        return result;
    }
}

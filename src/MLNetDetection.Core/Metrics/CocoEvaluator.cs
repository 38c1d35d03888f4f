using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// COCO's detection metrics, figure for figure those of pycocotools. Images are added one by one, in any order and from any
/// thread; only boxes are kept. Computing does not empty the evaluator: more images may follow.
/// </summary>
public sealed class CocoEvaluator
{
    private readonly Lock _gate = new();
    private readonly CocoEvaluatorOptions _options;
    private readonly double[] _thresholds;
    private readonly int[] _maximum;
    private readonly HashSet<long> _ids = [];
    private readonly List<(long Id, CocoTruth[] Truths, CocoDetection[] Detections)> _images = [];

    /// <summary>An evaluator with COCO's own thresholds and limits, or others.</summary>
    public CocoEvaluator(CocoEvaluatorOptions? options = null)
    {
        _options = options ?? new CocoEvaluatorOptions();
        _thresholds = [.. _options.IouThresholds];
        _maximum = [.. _options.MaximumDetections];
    }

    /// <summary>Adds one image; both lists may be empty. Thread-safe.</summary>
    /// <param name="imageId">Distinct for each image; equal scores count in the order of ids.</param>
    /// <param name="groundTruth">Its objects.</param>
    /// <param name="detections">What was detected, in any order.</param>
    /// <exception cref="ArgumentException">The image was added before, or a number is not finite or a side negative.</exception>
    public void Add(long imageId, IReadOnlyList<AnnotatedObject> groundTruth, IReadOnlyList<Detection> detections)
    {
        ArgumentNullException.ThrowIfNull(groundTruth);
        ArgumentNullException.ThrowIfNull(detections);
        CocoTruth[] truths = new CocoTruth[groundTruth.Count];
        for (int i = 0; i < truths.Length; i++)
        {
            truths[i] = CocoTruth.From(groundTruth[i]);
        }

        CocoDetection[] found = new CocoDetection[detections.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = CocoDetection.From(detections[i]);
        }

        AddOwned(imageId, truths, found);
    }

    /// <summary>Adds one image in float64, as COCO's files have it; both may be empty. Thread-safe.</summary>
    /// <param name="imageId">Distinct for each image; equal scores count in the order of ids.</param>
    /// <param name="groundTruth">Its objects.</param>
    /// <param name="detections">What was detected, in any order.</param>
    /// <exception cref="ArgumentException">The image was added before, or a number is not finite or a side negative.</exception>
    public void AddExact(long imageId, ReadOnlySpan<CocoTruth> groundTruth, ReadOnlySpan<CocoDetection> detections) =>
        AddOwned(imageId, groundTruth.ToArray(), detections.ToArray());

    /// <summary>The figures of all images added so far; the same for any number of threads and any order of adding.</summary>
    public CocoMetrics Compute(CancellationToken cancellation = default)
    {
        (long Id, CocoTruth[] Truths, CocoDetection[] Detections)[] images;
        lock (_gate)
        {
            images = [.. _images];
        }

        Array.Sort(images, (a, b) => a.Id.CompareTo(b.Id));
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = _options.Threads == 0 ? Environment.ProcessorCount : _options.Threads,
            CancellationToken = cancellation,
        };
        CocoImageResult[] results = new CocoImageResult[images.Length];
        Parallel.For(
            0, images.Length, parallel,
            () => new CocoMatcher(_thresholds),
            (i, _, matcher) =>
            {
                results[i] = CocoImageResult.Evaluate(images[i].Truths, images[i].Detections, matcher, _maximum[^1]);
                return matcher;
            },
            _ => { });
        CocoClassTable[] classes = CocoClassTable.Group(results);
        CocoAccumulator[] accumulated = new CocoAccumulator[classes.Length];
        Parallel.For(0, classes.Length, parallel, i => accumulated[i] = classes[i].Accumulate(_thresholds.Length, _maximum));
        return CocoSummary.Summarize(accumulated, classes, _thresholds, _maximum.Length, images.Length);
    }

    private void AddOwned(long imageId, CocoTruth[] truths, CocoDetection[] detections)
    {
        for (int i = 0; i < truths.Length; i++)
        {
            CocoTruth g = truths[i];
            Check(g.X, g.Y, g.Width, g.Height, g.Area, "ground truth", i, imageId);
        }

        for (int i = 0; i < detections.Length; i++)
        {
            CocoDetection d = detections[i];
            Check(d.X, d.Y, d.Width, d.Height, d.Score, "detection", i, imageId);
        }

        lock (_gate)
        {
            if (!_ids.Add(imageId))
            {
                throw new ArgumentException($"Image {imageId} was added before.", nameof(imageId));
            }

            _images.Add((imageId, truths, detections));
        }
    }

    private static void Check(double x, double y, double width, double height, double last, string what, int index, long imageId)
    {
        if (!double.IsFinite(x + y + width + height + last) || width < 0 || height < 0)
        {
            string name = what == "detection" ? "score" : "area";
            throw new ArgumentException(
                $"Image {imageId}, {what} {index}: x {x}, y {y}, width {width}, height {height}, {name} {last} is no box; "
                + "all must be finite and the sides not negative.");
        }
    }
}

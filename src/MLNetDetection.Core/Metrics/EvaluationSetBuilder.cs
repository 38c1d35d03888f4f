using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// Collects the ground truth and the detections of images as they come, in any order and from any thread; only boxes are kept.
/// Building does not empty it: more may follow.
/// </summary>
public sealed class EvaluationSetBuilder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, string> _classes = [];
    private readonly HashSet<int> _listed = [];
    private readonly bool _skipUnlisted;
    private readonly Dictionary<long, int> _imageOf = [];
    private readonly List<EvaluationImage> _images = [];
    private readonly ChunkedList<(int Image, GroundTruthBox Box)> _truths = new();
    private readonly ChunkedList<(int Image, DetectionBox Box)> _detections = new();
    private long _skipped;

    /// <summary>A builder that knows no class yet: each is added when met, named by its id.</summary>
    public EvaluationSetBuilder()
    {
    }

    /// <summary>A builder with classes, which are in the set with or without boxes.</summary>
    /// <param name="classes">Ids and names.</param>
    /// <param name="skipUnlistedDetections">
    /// True leaves out detections of other classes and counts them, as pycocotools does; false adds the class.
    /// </param>
    /// <exception cref="ArgumentException">An id is there twice.</exception>
    public EvaluationSetBuilder(IEnumerable<EvaluationClass> classes, bool skipUnlistedDetections = false)
    {
        ArgumentNullException.ThrowIfNull(classes);
        _skipUnlisted = skipUnlistedDetections;
        foreach (EvaluationClass item in classes)
        {
            AddClass(item);
        }
    }

    /// <summary>Builder of classes 0, 1, 2 ... with these names.</summary>
    public static EvaluationSetBuilder ForClasses(IEnumerable<string> names) => new(names.Select((name, id) => new EvaluationClass(id, name)));

    /// <summary>Lists a class; one that was met before gets its name.</summary>
    /// <exception cref="ArgumentException">The id is listed already.</exception>
    public void AddClass(EvaluationClass item)
    {
        ArgumentNullException.ThrowIfNull(item.Name);
        lock (_gate)
        {
            if (!_listed.Add(item.Id))
            {
                throw new ArgumentException($"Class {item.Id} is listed twice.", nameof(item));
            }

            _classes[item.Id] = item.Name;
        }
    }

    /// <summary>Adds an image without boxes, which may follow.</summary>
    /// <exception cref="ArgumentException">The id was added before.</exception>
    public void AddImage(EvaluationImage image)
    {
        lock (_gate)
        {
            Append(image);
        }
    }

    /// <summary>Adds an image with its boxes; both lists may be empty.</summary>
    /// <param name="imageId">Distinct for each image; equal scores count in the order of ids.</param>
    /// <param name="groundTruth">Its objects.</param>
    /// <param name="detections">What was detected, in any order.</param>
    /// <param name="name">For people; null takes the id.</param>
    /// <exception cref="ArgumentException">The id was added before, a number is not finite, or a side, area or score negative.</exception>
    public void Add(
        long imageId, IReadOnlyList<AnnotatedObject> groundTruth, IReadOnlyList<Detection> detections, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(groundTruth);
        ArgumentNullException.ThrowIfNull(detections);
        Add(
            new EvaluationImage(imageId, name ?? BoxChecks.Text(imageId)),
            [.. groundTruth.Select(GroundTruthBox.From)],
            [.. detections.Select(DetectionBox.From)]);
    }

    /// <summary>Adds an image with its boxes in float64; both may be empty.</summary>
    /// <exception cref="ArgumentException">The id was added before, a number is not finite, or a side, area or score negative.</exception>
    public void Add(EvaluationImage image, ReadOnlySpan<GroundTruthBox> groundTruth, ReadOnlySpan<DetectionBox> detections)
    {
        for (int i = 0; i < groundTruth.Length; i++)
        {
            Check(BoxChecks.Fault(groundTruth[i]), image.Id, "ground truth", i);
        }

        for (int i = 0; i < detections.Length; i++)
        {
            Check(BoxChecks.Fault(detections[i]), image.Id, "detection", i);
        }

        lock (_gate)
        {
            int index = Append(image);
            foreach (ref readonly GroundTruthBox box in groundTruth)
            {
                Append(index, box);
            }

            foreach (ref readonly DetectionBox box in detections)
            {
                Append(index, box);
            }
        }
    }

    /// <summary>Adds an object to an image that is there.</summary>
    /// <exception cref="ArgumentException">The image is not there, a number is not finite, or a side or the area negative.</exception>
    public void AddGroundTruth(long imageId, in GroundTruthBox box)
    {
        Check(BoxChecks.Fault(box), imageId, "ground truth", null);
        lock (_gate)
        {
            Append(Find(imageId), box);
        }
    }

    /// <summary>Adds a detection to an image that is there.</summary>
    /// <exception cref="ArgumentException">The image is not there, a number is not finite, or a side or the score negative.</exception>
    public void AddDetection(long imageId, in DetectionBox box)
    {
        Check(BoxChecks.Fault(box), imageId, "detection", null);
        lock (_gate)
        {
            Append(Find(imageId), box);
        }
    }

    /// <summary>True where the image is there.</summary>
    public bool HasImage(long imageId)
    {
        lock (_gate)
        {
            return _imageOf.ContainsKey(imageId);
        }
    }

    /// <summary>The set of all that was added so far; the same for any order of adding images.</summary>
    public EvaluationSet Build()
    {
        lock (_gate)
        {
            EvaluationImage[] images = [.. _images];
            int[] byId = [.. Enumerable.Range(0, images.Length)];
            Array.Sort([.. images.Select(image => image.Id)], byId);
            int[] rank = new int[images.Length];
            for (int i = 0; i < byId.Length; i++)
            {
                rank[byId[i]] = i;
            }

            EvaluationClass[] classes = [.. _classes.OrderBy(item => item.Key).Select(item => new EvaluationClass(item.Key, item.Value))];
            EvaluationColumnsMaker maker = new(rank, classes);
            return new EvaluationSet(
                classes, [.. byId.Select(i => images[i])], maker.GroundTruth(_truths), maker.Detections(_detections), _skipped);
        }
    }

    private static void Check(string? fault, long imageId, string what, int? index)
    {
        if (fault is not null)
        {
            throw new ArgumentException($"Image {imageId}, {what}{(index is { } i ? " " + BoxChecks.Text(i) : "")}: {fault}.");
        }
    }

    private int Append(EvaluationImage image)
    {
        if (!_imageOf.TryAdd(image.Id, _images.Count))
        {
            throw new ArgumentException($"Image {image.Id} was added before.");
        }

        _images.Add(image);
        return _images.Count - 1;
    }

    private int Find(long imageId) => _imageOf.TryGetValue(imageId, out int index)
        ? index
        : throw new ArgumentException($"Image {imageId} was not added.");

    private void Append(int image, in GroundTruthBox box)
    {
        _classes.TryAdd(box.ClassId, BoxChecks.Text(box.ClassId));
        _truths.Add((image, box));
    }

    private void Append(int image, in DetectionBox box)
    {
        if (!_classes.ContainsKey(box.ClassId))
        {
            if (_skipUnlisted)
            {
                _skipped++;
                return;
            }

            _classes.Add(box.ClassId, BoxChecks.Text(box.ClassId));
        }

        _detections.Add((image, box));
    }
}

using MLNetDetection.Cli.Commands;
using MLNetDetection.Cli.Prediction;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Cli.Evaluation;

/// <summary>What a model finds in a data set's pictures, against what is annotated there.</summary>
internal sealed class ModelEvaluation : IEvaluationSource
{
    private static readonly string[] _usual = ["test", "val"];

    private string _root = "";
    private string _part = "all";

    public required string Model { get; init; }

    public required string Data { get; init; }

    public required DatasetOptions Reading { get; init; }

    public string? Split { get; init; }

    public float Threshold { get; init; }

    public int BatchSize { get; init; }

    public required MessageWriter Messages { get; init; }

    public string Subtitle => $"{Path.GetFileName(Model)} on {Data}, {_part}";

    public IReadOnlyList<KeyValuePair<string, string?>> Facts => [new("Model", Path.GetFileName(Model)), new("Data", $"{Data}, {_part}")];

    public Func<EvaluationImage, byte[]?>? PictureOf => new PictureFolder(_root).Read;

    public EvaluationSet Read(TextWriter errors, CancellationToken cancellation)
    {
        if (!(Threshold is >= 0 and < 1) || BatchSize is < 1 or > PredictRun.LargestBatch)
        {
            throw new UsageException($"--threshold is in [0, 1), --batch from 1 to {PredictRun.LargestBatch}.");
        }

        DetectionDataset set = OfPart(DetectionDataset.Open(Data, Reading));
        ReadingOptions.Tell(set, errors);
        _root = Reading.ImageFolder ?? set.Folder;
        (SsdDetector detector, DetectOptions options) = DetectorSource.OfModel(Model);
        using (detector)
        {
            (options.ScoreThreshold, options.BatchSize) = (Threshold, BatchSize);
            Messages.WriteLine(FormattableString.Invariant($"{Data}: {set.Recognition}; {set.Images.Count} images ({_part}), {set.ClassNames.Count} classes"));
            return Messages.UnderView(() => Measure(detector, options, set, cancellation));
        }
    }

    private DetectionDataset OfPart(DetectionDataset all)
    {
        string? part = Split ?? _usual.FirstOrDefault(all.Splits.Contains);
        if (part is not null && !all.Splits.Contains(part))
        {
            throw new UsageException($"'{Data}' has no part '{part}'; it has {(all.Splits.Count > 0 ? string.Join(", ", all.Splits) : "none")}.");
        }

        _part = part ?? _part;
        return part is null ? all : all.OfSplit(part);
    }

    private EvaluationSet Measure(SsdDetector detector, DetectOptions options, DetectionDataset set, CancellationToken cancellation)
    {
        int[] classOf = Classes(detector.ClassNames, set.ClassNames);
        EvaluationSetBuilder measured = new(set.ClassNames.Select((name, id) => new EvaluationClass(id, name)), skipUnlistedDetections: true);
        var pictures = new DatasetTrainingSet(set, path => DetectionImages.Read(path));
        var progress = new ItemProgress(Messages, "images", set.Images.Count);
        using var threads = new TorchThreads();
        foreach (int[] batch in Enumerable.Range(0, set.Images.Count).Chunk(options.BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            TrainingSample[] samples = [.. batch.AsParallel().AsOrdered().Select(pictures.Read)];
            IReadOnlyList<Detection>[] found = detector.Detect([.. samples.Select(sample => sample.Image)], options, cancellation);
            for (int i = 0; i < batch.Length; i++)
            {
                measured.Add(batch[i], samples[i].Objects, [.. found[i].Select(item => item with { ClassId = classOf[item.ClassId] })],
                    Path.GetRelativePath(_root, samples[i].Name));
            }

            progress.Add(batch.Length);
        }

        return measured.Build();
    }

    // By name: the data may list their classes in another order, or have more or fewer.
    private int[] Classes(IReadOnlyList<string> model, IReadOnlyList<string> data)
    {
        string[] unknown = [.. data.Except(model)];
        if (unknown.Length == data.Count)
        {
            throw new InvalidDataException($"The model knows {string.Join(", ", model)}; the data have {string.Join(", ", data)}: no class is in both.");
        }

        if (unknown.Length > 0)
        {
            Messages.WriteLine($"warning: the model does not know {string.Join(", ", unknown)}; their objects count as missed.");
        }

        int free = data.Count;
        return [.. model.Select(name => data.ToList().IndexOf(name) is >= 0 and var id ? id : free++)];
    }
}

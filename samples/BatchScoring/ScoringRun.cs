using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection;

namespace BatchScoring;

/// <summary>From a folder of pictures to COCO results, by way of an IDataView that the model transforms.</summary>
internal sealed class ScoringRun
{
    private static readonly TimeSpan _progressEvery = TimeSpan.FromSeconds(2);

    private readonly MLContext _ml = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _told;
    private long _detections;

    public required string ModelPath { get; init; }

    public required string Folder { get; init; }

    public required string ResultsPath { get; init; }

    public string? TruthPath { get; init; }

    public float MinimumScore { get; init; }

    /// <summary>Runs an action; what the user can mend is told in one line, without a stack trace.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or FormatException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    public int Run(CancellationToken cancellation)
    {
        using SsdTransformer detector = LoadDetector();
        var ids = new PictureIds(TruthPath);
        var pictures = new PictureSource(Folder, ids, Console.Error.WriteLine, cancellation);
        IDataView scored = detector.Transform(_ml.Data.LoadFromEnumerable(pictures.Read()));

        using var file = new CocoResultsFile(ResultsPath);
        (int Id, string Name)[] categories = [.. detector.ClassNames.Select(name => (ids.OfClass(name), name))];
        long images = Score(scored, pictures, categories, file);
        file.Complete(categories);

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            images,
            skipped = pictures.Skipped,
            detections = _detections,
            seconds = Math.Round(_clock.Elapsed.TotalSeconds, 1),
            peak_mb = process.PeakWorkingSet64 >> 20,
            results = ResultsPath,
            image_list = file.ImagesPath,
        }));
        return cancellation.IsCancellationRequested ? 130 : 0;
    }

    // The detector alone: what stands before it in the pipeline read the pictures, which is done here, bad ones passed over.
    private SsdTransformer LoadDetector()
    {
        if (!File.Exists(ModelPath))
        {
            throw new FileNotFoundException($"There is no model '{ModelPath}'.");
        }

        ITransformer model = _ml.Model.Load(ModelPath, out _);
        return (model as IEnumerable<ITransformer> ?? [model]).OfType<SsdTransformer>().LastOrDefault()
            ?? throw new InvalidDataException($"'{ModelPath}' holds no detector of this library.");
    }

    private long Score(IDataView scored, PictureSource pictures, (int Id, string Name)[] categories, CocoResultsFile file)
    {
        DataViewSchema schema = scored.Schema;
        using DataViewRowCursor cursor = scored.GetRowCursor(
            [schema["Id"], schema["ImagePath"], schema["Image"], schema["PredictedLabel"], schema["PredictedBoundingBoxes"], schema["Score"]]);
        var getId = cursor.GetGetter<long>(schema["Id"]);
        var getPath = cursor.GetGetter<ReadOnlyMemory<char>>(schema["ImagePath"]);
        var getImage = cursor.GetGetter<MLImage>(schema["Image"]);
        var getLabels = cursor.GetGetter<VBuffer<uint>>(schema["PredictedLabel"]);
        var getBoxes = cursor.GetGetter<VBuffer<float>>(schema["PredictedBoundingBoxes"]);
        var getScores = cursor.GetGetter<VBuffer<float>>(schema["Score"]);
        long id = 0, images = 0;
        ReadOnlyMemory<char> path = default;
        VBuffer<uint> labels = default;
        VBuffer<float> boxes = default, scores = default;
        while (cursor.MoveNext())
        {
            getId(ref id);
            getPath(ref path);
            getLabels(ref labels);
            getBoxes(ref boxes);
            getScores(ref scores);
            MLImage image = null!;
            getImage(ref image);
            file.AddImage(id, Path.GetRelativePath(Folder, path.ToString()), image.Width, image.Height);
            image.Dispose();
            Write(file, id, categories, labels.GetValues(), boxes.GetValues(), scores.GetValues());
            images++;
            Tell(images, pictures);
        }

        return images;
    }

    private void Write(
        CocoResultsFile file, long id, (int Id, string Name)[] categories, ReadOnlySpan<uint> labels, ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores)
    {
        for (int i = 0; i < labels.Length && scores[i] >= MinimumScore; i++)
        {
            // Keys count from 1, best detection first.
            file.AddDetection(id, categories[labels[i] - 1].Id, boxes.Slice(4 * i, 4), scores[i]);
            _detections++;
        }
    }

    private void Tell(long images, PictureSource pictures)
    {
        if (_clock.Elapsed - _told < _progressEvery)
        {
            return;
        }

        _told = _clock.Elapsed;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{images + pictures.Skipped:N0} of {pictures.Paths.Count:N0} files, {images / _told.TotalSeconds:0.0} images/s, {pictures.Skipped} skipped, {Environment.WorkingSet >> 20} MB"));
    }
}

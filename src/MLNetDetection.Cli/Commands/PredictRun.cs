using MLNetDetection.Cli.Prediction;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using TorchSharp;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect predict.</summary>
internal sealed class PredictRun
{
    public const int LargestBatch = 256;

    // Big pictures have more objects than COCO's 100.
    private const int DetectionsOfTiles = 1000;

    public required string[] Images { get; init; }

    public string? Model { get; init; }

    public string? Network { get; init; }

    public string? Weights { get; init; }

    public string? Classes { get; init; }

    public float Threshold { get; init; }

    public int BatchSize { get; init; }

    public ComputeDevice Device { get; init; }

    public string? Precision { get; init; }

    public int? Tile { get; init; }

    public double Overlap { get; init; }

    public bool Json { get; init; }

    public string? Csv { get; init; }

    public string? Coco { get; init; }

    public string? CocoIds { get; init; }

    public string? DrawFolder { get; init; }

    public required string DrawAs { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    public int Run(CancellationToken cancellation)
    {
        if (Fault() is { } fault)
        {
            throw new UsageException(fault);
        }

        IReadOnlyList<string> files = ImageFiles.Find(Images);
        (SsdDetector detector, DetectOptions options) = Model is not null
            ? DetectorSource.OfModel(Model)
            : DetectorSource.OfNetwork(Network!, Weights!, Classes, Device, Errors);
        using (detector)
        {
            options.ScoreThreshold = Threshold;
            options.BatchSize = BatchSize;
            MessageWriter messages = MessageWriter.Of(Errors);
            SetPrecision(detector, options);
            SetTiles(options);
            using var threads = new TorchThreads();

            // Results that scroll by are progress enough; a view would stand between them.
            bool view = Terminal.Width(Output) is null;
            return view ? messages.UnderView("detecting", () => Predict(detector, options, files, messages, cancellation)) : Predict(detector, options, files, messages, cancellation);
        }
    }

    private void SetPrecision(SsdDetector detector, DetectOptions options)
    {
        options.Precision = Precision switch
        {
            null => options.Precision,
            "bfloat16" => PredictionPrecision.BFloat16,
            _ => PredictionPrecision.Float32,
        };
        if (detector.ChoosePrecision(options.Precision) is (_, { } reason))
        {
            Errors.WriteLine($"predicting in float32: {reason}.");
        }
    }

    private void SetTiles(DetectOptions options)
    {
        if (Tile is { } width)
        {
            options.Tiling = new TilingOptions { Width = width, Overlap = Overlap };
            options.MaxDetections = Math.Max(options.MaxDetections, DetectionsOfTiles);
        }
    }

    private string? Fault()
    {
        if (Model is null == Network is null)
        {
            return "give --model FILE, or --network NAME with --weights FILE.";
        }

        if (Network is null ? Weights is not null || Classes is not null : Weights is null)
        {
            return "--weights and --classes belong to --network, which needs --weights.";
        }

        if (CocoIds is not null && Coco is null)
        {
            return "--coco-ids goes with --coco.";
        }

        if (Tile is < TilingOptions.SmallestSide or > 65_536 || !(Overlap is >= 0 and <= 0.9))
        {
            return $"--tile is {TilingOptions.SmallestSide} to 65536, --overlap in [0, 0.9].";
        }

        return Threshold is >= 0 and < 1 && BatchSize is >= 1 and <= LargestBatch ? null : $"--threshold is in [0, 1), --batch from 1 to {LargestBatch}.";
    }

    private int Predict(SsdDetector detector, DetectOptions options, IReadOnlyList<string> files, MessageWriter messages, CancellationToken cancellation)
    {
        var outputs = new List<IPredictionOutput>();
        var progress = new ItemProgress(messages, "pictures", files.Count);
        int failed = 0;
        try
        {
            Open(outputs, detector.ClassNames);
            foreach (string[] batch in files.Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                failed += batch.Length - Batch(detector, options, batch, outputs);
                progress.Add(batch.Length);
            }

            outputs.ForEach(output => output.Complete());
        }
        finally
        {
            outputs.ForEach(output => output.Dispose());
        }

        if (failed > 0)
        {
            Errors.WriteLine($"{failed} of {files.Count} pictures could not be read.");
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private void Open(List<IPredictionOutput> outputs, IReadOnlyList<string> names)
    {
        outputs.Add(Json ? new JsonOutput(Output, names) : new TextOutput(Output, names));
        if (Csv is not null)
        {
            outputs.Add(new CsvOutput(Csv, names));
        }

        if (Coco is not null)
        {
            outputs.Add(new CocoOutput(Coco, CocoIds, names));
        }

        if (DrawFolder is not null)
        {
            outputs.Add(new DrawnOutput(DrawFolder, DrawAs, names));
        }
    }

    /// <returns>Pictures that could be read.</returns>
    private int Batch(SsdDetector detector, DetectOptions options, string[] files, List<IPredictionOutput> outputs)
    {
        var pictures = new List<(string File, PixelImage Image)>(files.Length);
        foreach (string file in files)
        {
            try
            {
                pictures.Add((file, DetectionImages.Read(file)));
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                Errors.WriteLine($"error: {e.Message}");
            }
        }

        IReadOnlyList<Detection>[] found = detector.Detect([.. pictures.Select(picture => picture.Image)], options);
        for (int i = 0; i < pictures.Count; i++)
        {
            var result = new PictureDetections(pictures[i].File, pictures[i].Image, found[i]);
            outputs.ForEach(output => output.Add(result));
        }

        return pictures.Count;
    }
}

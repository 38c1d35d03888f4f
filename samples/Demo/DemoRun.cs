using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Training;

namespace Demo;

/// <summary>The whole story: data, training, measuring, saving, a second process, a report.</summary>
internal sealed class DemoRun(DemoOptions options)
{
    private static readonly JsonSerializerOptions JsonOptions = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly MLContext _ml = new(options.Seed);
    private readonly ConsoleProgress _progress = new();

    private string ModelPath => Path.Combine(options.Output, "detector.zip");

    private string ReportPath => Path.Combine(options.Output, "report.html");

    /// <summary>Runs an action; what the user can mend is told in one line, without a stack trace.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled before anything was learnt; nothing was saved.");
            return 130;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or FormatException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    public static bool TryParseSize(string text, out int width, out int height)
    {
        width = height = 0;
        string[] parts = text.Split('x');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out height);
    }

    public int Run(CancellationToken cancel)
    {
        CheckOutput();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                Console.Error.WriteLine(e.Message);
            }
        };
        DemoData data = DemoData.Open(_ml, options);
        Console.Error.WriteLine($"data: {data.Folder}; {data.Train.GetRowCount()} images to learn from, {data.Test.GetRowCount()} to measure on");

        Stopwatch clock = Stopwatch.StartNew();
        (ITransformer prepare, SsdTransformer detector) = Train(data, cancel);
        double trainSeconds = clock.Elapsed.TotalSeconds;
        if (detector.Training is { Epochs: { Count: > 2 } epochs })
        {
            int[] marks = [1, epochs.Count / 4, epochs.Count / 2, epochs.Count * 3 / 4, epochs.Count - 1];
            Console.Error.WriteLine("memory and live tensors after epoch " + string.Join(", ",
                marks.Distinct().Order().Select(i => $"{i + 1}: {epochs[i].ResidentBytes >> 20} MB, {epochs[i].LiveTensors}")));
        }

        IDataView prepared = prepare.Transform(data.Test);
        ObjectDetectionMetrics metrics = _ml.ObjectDetection.Evaluate(detector.Transform(prepared));
        Console.Error.WriteLine(metrics.ToString());

        // What is deployed answers with class names instead of keys.
        ITransformer names = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(detector.Transform(prepared));
        ITransformer model = prepare.Append(detector).Append(names);
        _ml.Model.Save(model, data.Test.Schema, ModelPath);
        bool equal = SecondProcess(data, model, out IReadOnlyList<PredictRun.ImageDetections> detections);
        DemoReport.Write(ReportPath, options, data, metrics, detector.Training!, detections, trainSeconds, equal);
        Summarize(detector, metrics, trainSeconds);
        if (!equal)
        {
            Console.Error.WriteLine("error: the second process's detections differ from the first's.");
        }

        return equal ? 0 : 1;
    }

    private void CheckOutput()
    {
        try
        {
            Directory.CreateDirectory(options.Output);
            string probe = Path.Combine(options.Output, $".{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said before training, not after.
            throw new IOException($"The output folder '{options.Output}' cannot be written: {e.Message}", e);
        }
    }

    private (ITransformer Prepare, SsdTransformer Detector) Train(DemoData data, CancellationToken cancel)
    {
        ITransformer prepare = Prepare().Fit(data.Train);
        var trainer = new SsdTrainer(_ml, new SsdTrainer.Options
        {
            Architecture = new TinySsd(options.Width, options.Height) { MatchingOptions = new MatcherOptions { NegativeIou = options.NegativeIou } },
            Training = new TrainingOptions
            {
                Epochs = options.Epochs,
                BatchSize = options.BatchSize,
                Seed = options.Seed,
                Precision = options.Precision,
                CheckpointFolder = options.Checkpoints,
                Resume = options.Checkpoints is not null,
                Augmentation = options.VerticalFlip ? new AugmentationChain(AugmentationPresets.Light, new VerticalFlip()) : AugmentationPresets.Light,
            },
            Detection = new DetectOptions { ScoreThreshold = 0.01f, Flips = options.Flips },
            OnBadBox = BadDataPolicy.Skip,
            SourceImageColumnName = options.ResizeImages is null ? null : "Source",
            ResizeKind = options.ResizeImages,
            Progress = _progress,
            CancellationToken = cancel,
        });
        SsdTransformer detector = trainer.Fit(prepare.Transform(data.Train), data.Validation is { } held ? prepare.Transform(held) : null);
        return (prepare, detector);
    }

    private IEstimator<ITransformer> Prepare()
    {
        EstimatorChain<ImageLoadingTransformer> Load(string column) => _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.Transforms.LoadImages(column, imageFolder: "", inputColumnName: "ImagePath"));
        return options.ResizeImages is { } kind
            ? Load("Source").Append(_ml.Transforms.ResizeImages("Image", options.Width, options.Height, "Source", kind))
            : Load("Image");
    }

    /// <summary>A fresh process loads the file and predicts; its answers must be this process's, bit for bit.</summary>
    private bool SecondProcess(DemoData data, ITransformer model, out IReadOnlyList<PredictRun.ImageDetections> detections)
    {
        string list = Path.Combine(options.Output, "images.txt");
        string theirs = Path.Combine(options.Output, "detections.json");
        PredictRun.ImageInput[] inputs = [.. data.TestPaths.Select(path => new PredictRun.ImageInput { ImagePath = path })];
        File.WriteAllLines(list, data.TestPaths);
        detections = PredictRun.Predict(_ml, model, inputs);
        string ours = PredictRun.ToJson(detections);

        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string argument in SecondProcessArguments().Concat(["predict", ModelPath, list, theirs]))
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Console.Error.Write(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        bool equal = process.ExitCode == 0 && File.ReadAllText(theirs) == ours;
        Console.Error.WriteLine($"second process: {detections.Sum(d => d.Score.Length)} detections in {detections.Count} images, {(equal ? "equal to this process's bit for bit" : "NOT equal")}");
        return equal;
    }

    /// <summary>Started as "dotnet Demo.dll", the process is dotnet and wants the assembly first.</summary>
    private static IEnumerable<string> SecondProcessArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(DemoRun).Assembly.Location] : [];

    private void Summarize(SsdTransformer detector, ObjectDetectionMetrics metrics, double trainSeconds)
    {
        using var process = Process.GetCurrentProcess();
        Console.Error.WriteLine($"model: {ModelPath}");
        Console.Error.WriteLine($"report: {ReportPath}");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            ap = metrics.Ap,
            ap50 = metrics.Ap50,
            per_class = metrics.PerClass.ToDictionary(c => c.Name, c => new { ap = c.Ap, ap50 = c.Ap50 }),
            train_seconds = Math.Round(trainSeconds, 1),
            images_per_second = Math.Round(detector.Training?.ImagesPerSecond ?? 0, 1),
            peak_mb = process.PeakWorkingSet64 >> 20,
            runtime = typeof(TorchSharp.torch).Assembly.GetName().Name == "TorchSharp" ? "NuGet" : "System",
            model = ModelPath,
            report = ReportPath,
        }, JsonOptions));
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect train.</summary>
internal sealed class TrainRun
{
    private const int StepsPerLine = 10;
    private const double NotableWait = 0.1;

    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(30);

    public required Func<TrainingData> Data { get; init; }

    public required string Recipe { get; init; }

    public required string[] Overrides { get; init; }

    public required string Model { get; init; }

    public string? Log { get; init; }

    public bool Resume { get; init; }

    public bool Json { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    public int Run(CancellationToken cancellation)
    {
        if (Resume && Log is null)
        {
            throw new UsageException("--resume goes on from the checkpoint in --log, which is missing.");
        }

        // What can be wrong is said before anything long begins.
        MLNetDetection.Recipe recipe = RecipeOptions.Load(Recipe, Overrides);
        SsdTrainer.Options options = recipe.ToOptions();
        CheckOutput();
        TrainingData data = Data();
        Tell(data, recipe);
        RunLog[] logs = Logs(recipe, options);
        MessageWriter messages = MessageWriter.Of(Errors);
        (options.Progress, options.CancellationToken) = (new TrainingLines(messages, _betweenLines), cancellation);
        (SsdTransformer trained, TrainingViews views) = messages.UnderView("reading the images", () => Fit(data, options, messages));
        using SsdTransformer detector = trained;
        views.Save(detector, Model);
        Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"model: {Model} ({new FileInfo(Model).Length / 1e6:0.0} MB)"));
        WriteReport(detector.Training!, recipe, data.Train.Folder);
        foreach (RunLog log in logs.Where(log => log.Failure is not null))
        {
            Errors.WriteLine($"warning: a log is not whole: {log.Failure!.Message}");
        }

        Summarize(detector.Training!, recipe);
        TellNext(detector.Training!, data);
        return detector.Training!.Cancelled ? ExitCode.Cancelled : ExitCode.Done;
    }

    private void CheckOutput()
    {
        if (Directory.Exists(Model))
        {
            throw new IOException($"'{Model}' is a folder; --out is the file to write.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Model)!);
        string probe = $"{Model}.{Guid.NewGuid():N}";
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    private void Tell(TrainingData data, MLNetDetection.Recipe recipe)
    {
        foreach (DatasetFinding finding in data.Train.Findings.Concat(data.Validation?.Findings ?? []))
        {
            Errors.WriteLine($"warning: {finding}");
        }

        Errors.WriteLine(FormattableString.Invariant(
            $"{data.Train.Folder}: {data.Train.Recognition}; {data.Train.Images.Count} images to learn from, {data.Validation?.Images.Count ?? 0} to measure on, {data.Train.ClassNames.Count} classes; recipe {recipe.Name}"));
    }

    private RunLog[] Logs(MLNetDetection.Recipe recipe, SsdTrainer.Options options)
    {
        if (Log is null)
        {
            return [];
        }

        string checkpoints = Path.Combine(Log, "checkpoint");
        if (!Resume && Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, "*.checkpoint").FirstOrDefault() is { } earlier)
        {
            throw new IOException($"'{earlier}' holds the state of an earlier run: --resume goes on from it, another --log begins anew.");
        }

        Directory.CreateDirectory(Log);
        File.WriteAllText(Path.Combine(Log, "recipe.json"), recipe.Json + "\n");
        options.Training.CheckpointFolder = checkpoints;
        options.Training.Resume = Resume;
        RunLog[] logs = [new JsonLinesLog(Path.Combine(Log, "log.jsonl"), StepsPerLine), new TensorBoardLog(Log, StepsPerLine)];
        options.Training.Hooks = logs;
        return logs;
    }

    private static (SsdTransformer Detector, TrainingViews Views) Fit(TrainingData data, SsdTrainer.Options options, MessageWriter messages)
    {
        var ml = new MLContext(options.Training.Seed);
        ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning)
            {
                messages.WriteLine($"warning: {e.RawMessage}");
            }
        };
        var views = new TrainingViews(ml, data.Train.ClassNames, options.OnBadImage);
        return (new SsdTrainer(ml, options).Fit(views.Prepare(data.Train), data.Validation is { } held ? views.Prepare(held) : null), views);
    }

    private void WriteReport(TrainingResult result, MLNetDetection.Recipe recipe, string data)
    {
        if (Log is null)
        {
            return;
        }

        string path = Path.Combine(Log, "report.html");
        TrainingReport.Create(result, new TrainingReportOptions { Subtitle = data, Settings = [new("recipe", recipe.Name), .. Flat(recipe)] }).Save(path);
        Errors.WriteLine($"report: {path}");
    }

    // Every value under its path, as --set writes it.
    private static IEnumerable<KeyValuePair<string, string?>> Flat(MLNetDetection.Recipe recipe)
    {
        using JsonDocument document = JsonDocument.Parse(recipe.Json);
        return [.. Flat("", document.RootElement)];
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flat(string path, JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().SelectMany(member => Flat(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))
        : [new(path, value.ValueKind == JsonValueKind.String ? value.GetString() : JsonSerializer.Serialize(value))];

    private void Summarize(TrainingResult result, MLNetDetection.Recipe recipe)
    {
        CocoMetrics? best = result.BestValidation;
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new
            {
                model = Model,
                recipe = recipe.Name,
                end = result.End.ToString(),
                epochs = result.Epochs.Count,
                best_epoch = result.BestEpoch,
                ap = best?.Ap,
                ap50 = best?.Ap50,
                seconds = Math.Round(result.Duration.TotalSeconds, 1),
                images_per_second = Math.Round(result.ImagesPerSecond, 1),
            }));
            return;
        }

        int epochs = result.Epochs.Count;
        string weights = result.BestEpoch > 0 ? $"weights of epoch {result.BestEpoch}" : "weights as they were then";
        string measured = best is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; on the validation images AP {best.Ap:0.000}, AP50 {best.Ap50:0.000}");
        Output.WriteLine($"{(result.Cancelled ? "stopped" : "trained")} after {epochs} {(epochs == 1 ? "epoch" : "epochs")} in {ProgressBar.Time(result.Duration)}, {weights}{measured}");
    }

    // What one would type now; to standard error, as all that is not the result.
    private void TellNext(TrainingResult result, TrainingData data)
    {
        if (result.Duration > TimeSpan.Zero && result.WaitedForData / result.Duration > NotableWait)
        {
            Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"hint: {result.WaitedForData / result.Duration:0%} of the time went into waiting for images; --set training.workers=N reads them with more threads."));
        }

        if (data.Validation is null)
        {
            Errors.WriteLine("hint: nothing was measured while it learnt; mldetect split makes parts, and --val names one or another set.");
        }

        string model = Path.GetRelativePath(Environment.CurrentDirectory, Model);
        model = model.StartsWith("..", StringComparison.Ordinal) ? Model : model;
        List<string> lines = [];
        if (result.Cancelled && Log is not null)
        {
            lines.Add($"{Tool.Name} train ... --resume (and the same arguments) goes on");
        }

        if (data.Test is { } test)
        {
            lines.Add($"{Tool.Name} evaluate --model {model} --data {data.Path} --split {test}");
        }

        lines.Add($"{Tool.Name} predict --model {model} --images PICTURES --draw drawn");
        Errors.WriteLine($"next: {string.Join(Environment.NewLine + "      ", lines)}");
    }
}

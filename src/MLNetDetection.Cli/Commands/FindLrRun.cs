using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Reports;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training.Finding;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect find-lr.</summary>
internal sealed class FindLrRun
{
    private const int Lines = 20;
    private const int LongestBar = 50;

    public required Func<TrainingData> Data { get; init; }

    public required string Recipe { get; init; }

    public required string[] Overrides { get; init; }

    public required LearningRateRange Range { get; init; }

    public string? Csv { get; init; }

    public string? Report { get; init; }

    public bool Json { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    public int Run(CancellationToken cancellation)
    {
        try
        {
            Range.Validate();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new UsageException(e.Message, e);
        }

        Recipe recipe = RecipeOptions.Load(Recipe, Overrides);
        SsdTrainer.Options options = recipe.ToOptions();
        DetectionDataset set = Data().Train;
        Errors.WriteLine(FormattableString.Invariant($"{set.Folder}: {set.Images.Count} images, {set.ClassNames.Count} classes; recipe {recipe.Name}; up to {Range.Steps} steps"));
        using var detector = new SsdDetector(options.Architecture, set.ClassNames, options.Training.Seed, options.Device);
        if (options.InitialWeights is { } weights)
        {
            Weights.Load(detector.Network, weights, options.InitialWeightsStrictness);
        }

        MessageWriter messages = MessageWriter.Of(Errors);
        var progress = new ItemProgress(messages, "steps", Range.Steps);
        LearningRateCurve curve = messages.UnderView("raising the rate", () => LearningRateFinder.Find(
            detector, new DatasetTrainingSet(set, path => DetectionImages.Read(path)), options.Training, Range, progress, cancellation));
        WriteFiles(curve, set.Folder, recipe.Name);
        Print(curve);
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : curve.Suggestion is null ? ExitCode.Failed : ExitCode.Done;
    }

    private void WriteFiles(LearningRateCurve curve, string data, string recipe)
    {
        if (Csv is not null)
        {
            var text = new StringBuilder("rate,loss,smoothed\n");
            foreach (LearningRatePoint point in curve.Points)
            {
                text.Append(CultureInfo.InvariantCulture, $"{point.Rate},{point.Loss},{point.Smoothed}\n");
            }

            File.WriteAllText(Csv, text.ToString());
            Errors.WriteLine($"csv: {Csv}");
        }

        if (Report is not null)
        {
            new HtmlReport("Learning rate", $"{data}, {recipe}")
                .AddFigures(new ReportFigure("Suggestion", Rate(curve.Suggestion), "where the loss falls most steeply"))
                .AddChart(new LineChart("Loss by rate", "log10 of the rate", "loss",
                    new ChartSeries("loss", curve.Points.Select(p => new ChartPoint(Math.Log10(p.Rate), p.Loss))),
                    new ChartSeries("smoothed", curve.Points.Select(p => new ChartPoint(Math.Log10(p.Rate), p.Smoothed)))))
                .Save(Report);
            Errors.WriteLine($"report: {Report}");
        }
    }

    private void Print(LearningRateCurve curve)
    {
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new
            {
                suggestion = curve.Suggestion,
                diverged = curve.Diverged,
                points = curve.Points.Select(p => new { rate = p.Rate, loss = Finite(p.Loss), smoothed = Finite(p.Smoothed) }),
            }));
            return;
        }

        double highest = curve.Points.Select(p => p.Smoothed).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        int every = Math.Max(1, curve.Points.Count / Lines);
        for (int i = 0; i < curve.Points.Count; i += every)
        {
            LearningRatePoint point = curve.Points[i];
            int bar = double.IsFinite(point.Smoothed) ? (int)Math.Round(LongestBar * Math.Max(0, point.Smoothed) / highest) : LongestBar;
            Output.WriteLine($"{Rate(point.Rate),9}  {ReportNumber.Fixed(point.Smoothed, 4),9}  {new string('#', bar)}");
        }

        Output.WriteLine(curve.Suggestion is null
            ? "No rate is suggested: the loss never fell. Try other --from and --to, or more --steps."
            : $"suggested: training.learningRate={Rate(curve.Suggestion)}{(curve.Diverged ? "" : " (the loss never rose beyond the limit; a higher --to would show where)")}");
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Rate(double? rate) => rate?.ToString("G3", CultureInfo.InvariantCulture) ?? ReportNumber.NotMeasured;
}

using System.Diagnostics;
using System.Globalization;
using MLNetDetection.Cli.Evaluation;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Metrics.Output;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect evaluate.</summary>
internal sealed class EvaluateRun
{
    public required IEvaluationSource Source { get; init; }

    public required string Protocol { get; init; }

    public bool Json { get; init; }

    public bool Explain { get; init; }

    public string? Report { get; init; }

    public string? Csv { get; init; }

    public string? CocoEval { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    public int Run(CancellationToken cancellation)
    {
        if (CocoEval is not null && Protocol != "coco")
        {
            throw new UsageException($"--coco-eval goes with --protocol coco, not {Protocol}.");
        }

        Stopwatch clock = Stopwatch.StartNew();
        EvaluationSet set = Source.Read(Errors, cancellation);
        double load = clock.Elapsed.TotalSeconds;
        (EvaluationSummary summary, CocoMetrics? coco, EvaluationSeconds seconds) = Evaluate(set, load, cancellation);
        DetectionExplanation? explanation = Explain || Report is not null || Csv is not null
            ? DetectionExplanation.Of(set, cancellation: cancellation) : null;
        WriteFiles(summary, coco, seconds, explanation);
        if (Json)
        {
            Output.WriteLine(EvaluationJson.ToText(summary, seconds, Explain ? explanation : null));
        }
        else
        {
            Output.Write(EvaluationTable.ToText(summary));
        }

        return ExitCode.Done;
    }

    private (EvaluationSummary Summary, CocoMetrics? Coco, EvaluationSeconds Seconds) Evaluate(
        EvaluationSet set, double load, CancellationToken cancellation)
    {
        if (Protocol == "coco")
        {
            CocoMetrics coco = new CocoEvaluator().Evaluate(set, cancellation);
            return (EvaluationSummary.From(coco), coco, new(load, coco.EvaluateTime.TotalSeconds, coco.AccumulateTime.TotalSeconds));
        }

        VocMetrics voc = new VocEvaluator(new VocEvaluatorOptions
        {
            Interpolation = Protocol == "voc07" ? VocInterpolation.ElevenPoint : VocInterpolation.AllPoint,
        }).Evaluate(set, cancellation);
        return (EvaluationSummary.From(voc), null, new(load, voc.EvaluateTime.TotalSeconds, voc.AccumulateTime.TotalSeconds));
    }

    private void WriteFiles(EvaluationSummary summary, CocoMetrics? coco, EvaluationSeconds seconds, DetectionExplanation? explanation)
    {
        if (Csv is not null)
        {
            File.WriteAllText(Csv, EvaluationCsv.ToText(summary, explanation));
            Errors.WriteLine($"csv: {Csv}");
        }

        if (CocoEval is not null && coco is not null)
        {
            using FileStream stream = File.Create(CocoEval);
            CocoEvalJson.Write(stream, coco);
            Errors.WriteLine($"coco-eval: {CocoEval}");
        }

        if (Report is not null)
        {
            EvaluationReport.Create(summary, explanation, new EvaluationReportOptions
            {
                Subtitle = Source.Subtitle,
                PictureOf = Source.PictureOf,
                Facts =
                [
                    .. Source.Facts,
                    new("Load, evaluate, accumulate", string.Join(", ", new[] { seconds.Load, seconds.Evaluate, seconds.Accumulate }.Select(
                        value => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} s")))),
                ],
            }).Save(Report);
            Errors.WriteLine($"report: {Report}");
        }
    }
}

using System.CommandLine;
using MLNetDetection.Cli.Evaluation;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect evaluate: a model on a data set, or COCO's JSON against COCO's JSON.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Option<FileInfo?> model = new("--model") { Description = "A model that was saved as ML.NET's .zip, to measure on --data." };
        Option<string?> data = new("--data") { Description = "The data set's folder, or its annotation file." };
        Option<string?> split = new("--split") { Description = "The part of --data; by default 'test' where they have it, else 'val', else all." };
        Option<float> threshold = new("--threshold") { Description = "With --model: the lowest score that counts, in [0, 1).", DefaultValueFactory = _ => 0.01f };
        Option<int> batch = new("--batch") { Description = "With --model: pictures that the network takes at once.", DefaultValueFactory = _ => 8 };
        Option<FileInfo?> groundTruth = new("--gt") { Description = "Instead of a model: ground truth, COCO's JSON with images, annotations and categories." };
        Option<FileInfo?> detections = new("--dt") { Description = "With --gt: detections, COCO's result JSON, an array of image_id, category_id, bbox and score." };
        Option<string> protocol = new("--protocol") { Description = "coco: the 12 figures; voc07: 11-point AP50; voc: all-point AP50.", DefaultValueFactory = _ => "coco" };
        protocol.AcceptOnlyFromAmong("coco", "voc07", "voc");
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a table." };
        Option<bool> explain = new("--explain") { Description = "Add error types, confusions, best scores and calibration to the JSON." };
        Option<FileInfo?> report = new("--report") { Description = "Write an HTML page with figures, curves, what to fix, and the worst pictures (with --gt: those in --images)." };
        Option<FileInfo?> csv = new("--csv") { Description = "Write the figures of each class as CSV." };
        Option<FileInfo?> cocoEval = new("--coco-eval") { Description = "Write figures and curves in the layout of pycocotools (protocol coco)." };
        var reading = new ReadingOptions();
        var command = new ToolCommand("evaluate",
            "Measures a model on a data set, or detections against ground truth.",
            "mldetect evaluate --model detector.zip --data voc --split test --report report.html",
            "mldetect evaluate --model detector.zip --data coco --json > figures.json",
            "mldetect evaluate --gt instances_val2017.json --dt found.json --report report.html --images val2017")
        {
            model, data, split, threshold, batch, groundTruth, detections, protocol, json, explain, report, csv, cocoEval,
        };
        reading.AddTo(command);
        command.SetGuardedAction((result, cancellation) => new EvaluateRun
        {
            Source = Source(
                result.GetValue(model)?.FullName, result.GetValue(data), result.GetValue(groundTruth)?.FullName, result.GetValue(detections)?.FullName,
                () => new ModelEvaluation
                {
                    Model = result.GetValue(model)!.FullName,
                    Data = result.GetValue(data)!,
                    Reading = reading.Read(result),
                    Split = result.GetValue(split),
                    Threshold = result.GetValue(threshold),
                    BatchSize = result.GetValue(batch),
                    Messages = MessageWriter.Of(result.InvocationConfiguration.Error),
                },
                () => new CocoFileEvaluation
                {
                    GroundTruth = result.GetValue(groundTruth)!.FullName,
                    Detections = result.GetValue(detections)!.FullName,
                    Images = reading.Images(result),
                }),
            Protocol = result.GetRequiredValue(protocol),
            Json = result.GetValue(json),
            Explain = result.GetValue(explain),
            Report = result.GetValue(report)?.FullName,
            Csv = result.GetValue(csv)?.FullName,
            CocoEval = result.GetValue(cocoEval)?.FullName,
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }

    private static IEvaluationSource Source(
        string? model, string? data, string? groundTruth, string? detections, Func<IEvaluationSource> ofModel, Func<IEvaluationSource> ofFiles) =>
        (model, data, groundTruth, detections) switch
        {
            ({ }, { }, null, null) => ofModel(),
            (null, null, { }, { }) => ofFiles(),
            _ => throw new UsageException("Either a model and data (--model, --data), or ground truth and detections (--gt, --dt)."),
        };
}

using System.CommandLine;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect evaluate: COCO's JSON against COCO's JSON.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Option<FileInfo> groundTruth = new("--gt") { Description = "Ground truth: COCO's JSON with images, annotations and categories.", Required = true };
        Option<FileInfo> detections = new("--dt") { Description = "Detections: COCO's result JSON, an array of image_id, category_id, bbox and score.", Required = true };
        Option<string> protocol = new("--protocol") { Description = "coco: the 12 figures; voc07: 11-point AP50; voc: all-point AP50.", DefaultValueFactory = _ => "coco" };
        protocol.AcceptOnlyFromAmong("coco", "voc07", "voc");
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a table." };
        Option<bool> explain = new("--explain") { Description = "Add error types, confusions, best scores and calibration to the JSON." };
        Option<FileInfo?> report = new("--report") { Description = "Write an HTML page with figures, curves and what to fix." };
        Option<DirectoryInfo?> images = new("--images") { Description = "The folder of the pictures, to show the worst ones in the report." };
        Option<FileInfo?> csv = new("--csv") { Description = "Write the figures of each class as CSV." };
        Option<FileInfo?> cocoEval = new("--coco-eval") { Description = "Write figures and curves in the layout of pycocotools (protocol coco)." };
        Command command = new("evaluate", "Measures detections against ground truth.")
        {
            groundTruth, detections, protocol, json, explain, report, images, csv, cocoEval,
        };
        command.SetGuardedAction((result, cancellation) => new EvaluateRun
        {
            GroundTruth = result.GetRequiredValue(groundTruth).FullName,
            Detections = result.GetRequiredValue(detections).FullName,
            Protocol = result.GetRequiredValue(protocol),
            Json = result.GetValue(json),
            Explain = result.GetValue(explain),
            Report = result.GetValue(report)?.FullName,
            Images = result.GetValue(images)?.FullName,
            Csv = result.GetValue(csv)?.FullName,
            CocoEval = result.GetValue(cocoEval)?.FullName,
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }
}

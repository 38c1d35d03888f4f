using System.CommandLine;
using System.Text.Json;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect convert: any annotation format to any other.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> path = new("DIR") { Description = "The data set's folder, or its annotation file." };
        Option<AnnotationFormat> to = new("--to") { Description = "The format to write.", Required = true };
        Option<string> output = new("--output", "--out") { Description = "A new or empty folder.", Required = true };
        Option<bool> annotationsOnly = new("--annotations-only") { Description = "Do not copy the images." };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of text." };
        var reading = new ReadingOptions();
        var command = new ToolCommand("convert",
            "Writes a data set in another annotation format, and says what that cannot hold. Exit code 2 where the data cannot be used.",
            "mldetect convert voc --to Coco --output coco",
            "mldetect convert instances.json --images val2017 --to Yolo --output yolo --skip-bad",
            "mldetect convert voc --to BoxTable --output table --annotations-only --json")
        {
            path, to, output, annotationsOnly, json,
        };
        reading.AddTo(command);
        command.SetGuardedAction((result, _) => Run(
            result.GetRequiredValue(path),
            reading.Read(result),
            (result.GetRequiredValue(to), result.GetRequiredValue(output), !result.GetValue(annotationsOnly)),
            result.GetValue(json),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, DatasetOptions reading, (AnnotationFormat Format, string Folder, bool CopyImages) target, bool json, TextWriter output, TextWriter errors)
    {
        try
        {
            DetectionDataset set = DetectionDataset.Open(path, reading);
            errors.WriteLine($"{set.Folder}: {set.Recognition}");
            ReadingOptions.Tell(set, errors);
            ConversionReport report = DatasetConverter.Write(set, target.Format, target.Folder, new ConversionOptions { CopyImages = target.CopyImages });
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    folder = report.Folder,
                    format = report.Format.ToString(),
                    images = report.Images,
                    objects = report.Objects,
                    losses = report.Losses.Select(loss => new { what = loss.What, count = loss.Count }),
                }));
                return ExitCode.Done;
            }

            output.WriteLine(FormattableString.Invariant($"{report.Images} images with {report.Objects} objects written to {report.Folder} as {report.Format}"));
            foreach (ConversionLoss loss in report.Losses)
            {
                output.WriteLine($"not held by {report.Format}: {loss}");
            }

            return ExitCode.Done;
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            errors.WriteLine($"error: {e.Message}");
            return ExitCode.Usage;
        }
    }
}

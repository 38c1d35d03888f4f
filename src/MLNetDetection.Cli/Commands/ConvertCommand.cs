using System.CommandLine;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect convert: any annotation format to any other.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> path = new("DIR") { Description = "The data set's folder, or its annotation file." };
        Option<AnnotationFormat> to = new("--to") { Description = "The format to write.", Required = true };
        Option<string> output = new("--output") { Description = "A new or empty folder.", Required = true };
        Option<AnnotationFormat?> format = new("--format") { Description = "The format of DIR; recognised by default." };
        Option<string?> images = new("--images") { Description = "The folder of the images, where they do not lie under DIR." };
        Option<bool> asWritten = new("--as-written") { Description = "Pascal VOC: take the four numbers as edges from 0, not as pixels counted from 1." };
        Option<bool> annotationsOnly = new("--annotations-only") { Description = "Do not copy the images." };
        Option<bool> skip = new("--skip-bad") { Description = "Leave out images and annotations that cannot be read, and list them." };
        Command command = new("convert", "Writes a data set in another annotation format, and says what that cannot hold. Exit code 2 where the data cannot be used.")
        {
            path, to, output, format, images, asWritten, annotationsOnly, skip,
        };
        command.SetGuardedAction((result, _) => Run(
            result.GetRequiredValue(path),
            new DatasetOptions
            {
                Format = result.GetValue(format),
                ImageFolder = result.GetValue(images),
                Pixels = result.GetValue(asWritten) ? VocPixels.AsWritten : VocPixels.OneBasedInclusive,
                BadFiles = result.GetValue(skip) ? BadFilePolicy.Skip : BadFilePolicy.Fail,
            },
            (result.GetRequiredValue(to), result.GetRequiredValue(output), !result.GetValue(annotationsOnly)),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, DatasetOptions reading, (AnnotationFormat Format, string Folder, bool CopyImages) target, TextWriter output, TextWriter errors)
    {
        try
        {
            DetectionDataset set = DetectionDataset.Open(path, reading);
            output.WriteLine($"{set.Folder}: {set.Recognition}");
            foreach (DatasetFinding finding in set.Findings)
            {
                errors.WriteLine($"{finding.Kind}: {finding}");
            }

            ConversionReport report = DatasetConverter.Write(set, target.Format, target.Folder, new ConversionOptions { CopyImages = target.CopyImages });
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
            return 2;
        }
    }
}

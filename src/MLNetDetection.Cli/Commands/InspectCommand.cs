using System.CommandLine;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect inspect: looks at a data set before it is trained on.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> path = new("DIR") { Description = "The data set's folder, or its annotation file." };
        Option<AnnotationFormat?> format = new("--format") { Description = "The annotation format; recognised by default." };
        Option<string?> images = new("--images") { Description = "The folder of the images, where they do not lie under DIR." };
        Option<bool> asWritten = new("--as-written") { Description = "Pascal VOC: take the four numbers as edges from 0, not as pixels counted from 1." };
        Option<bool> heads = new("--no-decode") { Description = "Look at the heads of image files only: faster, and no copies or channel means are looked for." };
        Option<string> network = new("--network")
        {
            Description = "The network whose anchors are held against the boxes, by its name in docs/networks.md.",
            DefaultValueFactory = _ => "tiny",
        };
        network.AcceptOnlyFromAmong([.. SsdNetworks.All.Select(known => known.Name)]);
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of text." };
        Option<FileInfo?> report = new("--report") { Description = "Write an HTML page with figures, findings and pictures." };
        Command command = new("inspect", "Looks for what is wrong with a data set. Exit code 2 where it cannot be used.")
        {
            path, format, images, asWritten, heads, network, json, report,
        };
        command.SetGuardedAction((result, cancellation) => new InspectRun
        {
            Path = result.GetRequiredValue(path),
            Reading = new DatasetOptions
            {
                Format = result.GetValue(format),
                ImageFolder = result.GetValue(images),
                Pixels = result.GetValue(asWritten) ? VocPixels.AsWritten : VocPixels.OneBasedInclusive,
            },
            HeadsOnly = result.GetValue(heads),
            Network = result.GetRequiredValue(network),
            Json = result.GetValue(json),
            Report = result.GetValue(report)?.FullName,
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }
}

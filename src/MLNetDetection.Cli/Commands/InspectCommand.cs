using System.CommandLine;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect inspect: looks at a data set before it is trained on.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> path = new("DIR") { Description = "The data set's folder, or its annotation file." };
        Option<bool> heads = new("--no-decode") { Description = "Look at the heads of image files only: faster, and no copies or channel means are looked for." };
        Option<string> network = new("--network")
        {
            Description = "The network whose anchors are held against the boxes, by its name in docs/networks.md.",
            DefaultValueFactory = _ => "tiny",
        };
        network.AcceptOnlyFromAmong([.. SsdNetworks.All.Select(known => known.Name)]);
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of text." };
        Option<FileInfo?> report = new("--report") { Description = "Write an HTML page with figures, findings and pictures." };
        var reading = new ReadingOptions();
        var command = new ToolCommand("inspect",
            "Looks for what is wrong with a data set. Exit code 2 where it cannot be used.",
            "mldetect inspect voc",
            "mldetect inspect instances.json --images train2017 --no-decode --network ssd300_vgg16",
            "mldetect inspect voc --report inspection.html --json > inspection.json")
        {
            path, heads, network, json, report,
        };
        reading.AddTo(command, skipBad: false);
        command.SetGuardedAction((result, cancellation) => new InspectRun
        {
            Path = result.GetRequiredValue(path),
            Reading = reading.Read(result),
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

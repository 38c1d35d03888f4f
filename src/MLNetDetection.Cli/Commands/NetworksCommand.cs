using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect networks: what can be trained or loaded by its name.</summary>
internal static class NetworksCommand
{
    private const int CocoClasses = 90;

    public static Command Create()
    {
        Option<int> classes = new("--classes")
        {
            Description = "Count parameters and FLOPs for so many classes, background not among them; 90 as torchvision's COCO weights.",
            DefaultValueFactory = _ => CocoClasses,
        };
        Option<bool> json = new("--json") { Description = "Print one JSON array instead of a table, published weights with their URL and SHA-256 included." };
        var command = new ToolCommand("networks",
            "Lists the networks that are known by a name: input, anchors, parameters, floating-point operations of one picture.",
            "mldetect networks",
            "mldetect networks --classes 20 --json")
        {
            classes, json,
        };
        command.SetGuardedAction((result, _) =>
        {
            int count = result.GetValue(classes);
            if (count < 1)
            {
                throw new UsageException("--classes is at least 1.");
            }

            TextWriter output = result.InvocationConfiguration.Output;
            output.Write(result.GetValue(json) ? Json(count) : Table(count, Terminal.Width(output)));
            return ExitCode.Done;
        });
        return command;
    }

    private static long AnchorsOf(SsdArchitecture architecture) =>
        architecture.FeatureMaps.Zip(architecture.Anchors.AnchorsPerCell, (map, each) => (long)map.Cells * each).Sum();

    // A multiply-add is two operations; papers and libraries often count it as one.
    private static double Gigaflops(SsdArchitecture architecture, int classes) => 2 * architecture.CountMultiplyAdds(classes) / 1e9;

    private static string Table(int classes, int? width)
    {
        var rows = new List<string[]> { (string[])["name", "input", "anchors", "parameters", "GFLOPs", "follows"] };
        foreach (NamedNetwork network in SsdNetworks.All)
        {
            SsdArchitecture architecture = network.Create();
            rows.Add(
            [
                network.Name, $"{architecture.InputWidth}x{architecture.InputHeight}", Number(AnchorsOf(architecture)),
                Number(architecture.CountParameters(classes)), Gigaflops(architecture, classes).ToString("0.00", CultureInfo.InvariantCulture), network.Source,
            ]);
        }

        return TextTable.Of(rows, width, 2, 3, 4);
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Json(int classes) => JsonSerializer.Serialize(SsdNetworks.All.Select(network =>
    {
        SsdArchitecture architecture = network.Create();
        return new
        {
            name = network.Name,
            input_width = architecture.InputWidth,
            input_height = architecture.InputHeight,
            anchors = AnchorsOf(architecture),
            classes,
            parameters = architecture.CountParameters(classes),
            gflops = Math.Round(Gigaflops(architecture, classes), 4),
            follows = network.Source,
            weights = PublishedWeights.All.Where(weights => weights.Network == network.Name)
                .Select(weights => new { name = weights.Name, url = weights.Url, sha256 = weights.Sha256, cached = weights.Cached }),
        };
    })) + "\n";
}

using System.Globalization;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Datasets.Inspection;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect inspect.</summary>
internal sealed class InspectRun
{
    private const int MostLines = 200;

    // By contract the same number as for wrong arguments: the data given cannot be used.
    private const int Unusable = 2;

    public required string Path { get; init; }

    public required DatasetOptions Reading { get; init; }

    public bool HeadsOnly { get; init; }

    public required string Network { get; init; }

    public bool Json { get; init; }

    public string? Report { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    public int Run(CancellationToken cancellation)
    {
        DatasetInspection inspection;
        try
        {
            MessageWriter messages = MessageWriter.Of(Errors);
            inspection = messages.UnderView("reading the annotations", () => DatasetInspector.Inspect(Path, Options(new ItemProgress(messages, "pictures", 0)), cancellation));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Errors.WriteLine($"error: {e.Message}");
            return Unusable;
        }

        if (Report is not null)
        {
            inspection.ToReport().Save(Report);
        }

        if (Json)
        {
            Output.WriteLine(inspection.ToJson());
        }
        else
        {
            Print(inspection);
        }

        return inspection.IsUsable ? ExitCode.Done : Unusable;
    }

    /// <summary>With the anchors of the chosen network.</summary>
    private InspectionOptions Options(ItemProgress progress)
    {
        SsdArchitecture network = SsdNetworks.All.Single(known => known.Name == Network).Create();
        AnchorSet anchors = network.Anchors.Generate(network.InputWidth, network.InputHeight, network.FeatureMaps);
        return new InspectionOptions
        {
            Reading = Reading,
            Decode = HeadsOnly ? null : DetectionImages.Decode,
            Anchors = [.. Enumerable.Range(0, anchors.Count).Select(i => anchors[i])],
            InputWidth = network.InputWidth,
            InputHeight = network.InputHeight,
            Progress = progress,
        };
    }

    private void Print(DatasetInspection inspection)
    {
        Output.WriteLine($"{inspection.Folder}: {inspection.Recognition}");
        Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{inspection.Images} images ({inspection.UsableImages} usable, {inspection.Negatives} without objects), {inspection.Objects} objects"));
        int? width = Terminal.Width(Output);
        var classes = new List<string[]> { (string[])["class", "objects", "images", .. inspection.Parts] };
        classes.AddRange(inspection.Classes.Select(count => (string[])[count.Name, Number(count.Objects), Number(count.Images), .. inspection.Parts.Select((_, i) => Number(count.ObjectsByPart[i]))]));
        Output.Write(TextTable.Of(classes, width, [.. Enumerable.Range(1, classes[0].Length - 1)]));
        if (inspection.AnchorCoverage is { } coverage)
        {
            Output.WriteLine(FormattableString.Invariant($"{coverage:0.000} of the objects are overlapped by half by some anchor of {Network}"));
        }

        Output.Write(TextTable.Of(
            [.. inspection.Findings.OrderByDescending(finding => finding.Severity).Take(MostLines).Select(finding => (string[])
                [finding.Severity.ToString(), finding.Kind.ToString(), $"{finding.File}{(finding.Row > 0 ? FormattableString.Invariant($"({finding.Row})") : "")}: {finding.Message} [{finding.Remedy}]"])],
            width));
        if (inspection.Findings.Count > MostLines)
        {
            Output.WriteLine($"... and {inspection.Findings.Count - MostLines} more findings; --json lists them all.");
        }

        Output.WriteLine(inspection.Findings.Count == 0 ? "Nothing was found." : string.Join(", ", Enum.GetValues<InspectionSeverity>().Reverse()
            .Select(severity => $"{inspection.Findings.Count(finding => finding.Severity == severity)} {severity.ToString().ToLowerInvariant()}s")));
    }

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect split.</summary>
internal sealed class SplitRun
{
    public required string Path { get; init; }

    public required DatasetOptions Reading { get; init; }

    public required string Folder { get; init; }

    public required (string Name, double Share)[] Parts { get; init; }

    public AnnotationFormat? To { get; init; }

    public long Seed { get; init; }

    /// <summary>Bits of the hashes that may differ between copies; null looks for none.</summary>
    public int? Distance { get; init; }

    public bool CopyImages { get; init; }

    public bool Json { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Errors { get; init; }

    private bool SkipsBad => Reading.BadFiles == BadFilePolicy.Skip;

    public int Run(CancellationToken cancellation)
    {
        DetectionDataset set = DetectionDataset.Open(Path, Reading);
        Errors.WriteLine($"{set.Folder}: {set.Recognition}");
        ReadingOptions.Tell(set, Errors);
        int[]? groups = null;
        if (Distance is { } distance)
        {
            Errors.WriteLine(FormattableString.Invariant($"looking for copies among {set.Images.Count} pictures"));
            MessageWriter messages = MessageWriter.Of(Errors);
            var progress = new ItemProgress(messages, "pictures", set.Images.Count);
            (set, PerceptualHash[] hashes) = messages.UnderView("", () => Hashes(set, progress, cancellation));
            groups = NearDuplicates.Group(hashes, distance);
        }

        if (set.Images.Count < Parts.Length)
        {
            throw new InvalidDataException($"'{Path}' has {set.Images.Count} usable images, which are too few for {Parts.Length} parts.");
        }

        DetectionDataset divided = set.Split(Parts, Seed, groups);
        ConversionReport report = DatasetConverter.Write(
            divided, To ?? set.Format ?? AnnotationFormat.Coco, Folder, new ConversionOptions { CopyImages = CopyImages });
        foreach (ConversionLoss loss in report.Losses)
        {
            Errors.WriteLine($"warning: not held by {report.Format}: {loss}");
        }

        Print(divided, report, groups);
        return ExitCode.Done;
    }

    // In parallel: decoding is all the work.
    private (DetectionDataset Set, PerceptualHash[] Hashes) Hashes(DetectionDataset set, ItemProgress progress, CancellationToken cancellation)
    {
        var hashes = new PerceptualHash?[set.Images.Count];
        var faults = new string?[set.Images.Count];
        Parallel.For(0, hashes.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            try
            {
                hashes[i] = PerceptualHash.Of(DetectionImages.Read(set.Images[i].Path));
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                faults[i] = e.Message;
            }

            progress.Add(1);
        });
        foreach (string fault in faults.OfType<string>())
        {
            if (!SkipsBad)
            {
                throw new InvalidDataException($"{fault} (--skip-bad leaves such images out)");
            }

            Errors.WriteLine($"warning: left out: {fault}");
        }

        return (set with { Images = [.. set.Images.Where((_, i) => hashes[i] is not null)] }, [.. hashes.OfType<PerceptualHash>()]);
    }

    private void Print(DetectionDataset set, ConversionReport report, int[]? groups)
    {
        int? together = groups?.GroupBy(group => group).Where(group => group.Count() > 1).Sum(group => group.Count());
        (string Name, AnnotatedImage[] Images)[] parts = [.. Parts.Select(part => (part.Name, set.Images.Where(image => image.Split == part.Name).ToArray()))];
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new
            {
                folder = report.Folder,
                format = report.Format.ToString(),
                near_copies = together,
                losses = report.Losses.Select(loss => loss.ToString()),
                parts = parts.Select(part => new
                {
                    name = part.Name,
                    images = part.Images.Length,
                    objects = part.Images.Sum(image => image.Objects.Count),
                    classes = set.ClassNames.Select((name, id) => new { name, objects = Objects(part.Images, id) }),
                }),
            }));
            return;
        }

        var rows = new List<string[]> { (string[])["", .. parts.Select(part => part.Name), "all"] };
        rows.Add(["images", .. parts.Select(part => Number(part.Images.Length)), Number(set.Images.Count)]);
        rows.Add(["objects", .. parts.Select(part => Number(part.Images.Sum(image => image.Objects.Count))), Number(set.ObjectCount)]);
        rows.AddRange(set.ClassNames.Select((name, id) =>
            (string[])["  " + name, .. parts.Select(part => Number(Objects(part.Images, id))), Number(Objects(set.Images, id))]));
        Output.Write(TextTable.Of(rows, Terminal.Width(Output), [.. Enumerable.Range(1, parts.Length + 1)]));
        if (together is { } copies)
        {
            Output.WriteLine(FormattableString.Invariant($"{copies} pictures have near copies; each such group is in one part."));
        }

        Output.WriteLine($"written to {report.Folder} as {report.Format}; next: mldetect train {Folder} --out detector.zip");
    }

    private static int Objects(IEnumerable<AnnotatedImage> images, int id) => images.Sum(image => image.Objects.Count(item => item.ClassId == id));

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect split: a data set into parts to learn from and to measure on.</summary>
internal static class SplitCommand
{
    public static Command Create()
    {
        Argument<string> path = new("DATA") { Description = "The data set's folder, or its annotation file; the parts it has already are forgotten." };
        Option<string> output = new("--output", "--out") { Description = "A new or empty folder.", Required = true };
        Option<string> parts = new("--parts")
        {
            Description = "Name and share of each part; shares of any sum.", DefaultValueFactory = _ => "train=0.8,val=0.1,test=0.1",
        };
        Option<AnnotationFormat?> to = new("--to") { Description = "The format to write; the one that was read by default." };
        Option<long> seed = new("--seed") { Description = "Another seed is another division.", DefaultValueFactory = _ => 1 };
        Option<int> distance = new("--distance")
        {
            Description = $"Pictures whose hashes (128 bits) differ in so many bits at most stay in one part, 0 to {NearDuplicates.MaximumDistance}.", DefaultValueFactory = _ => 6,
        };
        Option<bool> noCopies = new("--no-copies") { Description = "Do not look for copies: no picture is decoded, which is faster." };
        Option<bool> annotationsOnly = new("--annotations-only") { Description = "Do not copy the images." };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a table." };
        var reading = new ReadingOptions();
        var command = new ToolCommand("split",
            "Divides a data set, so that each part has its share of every class, and pictures that are near copies of one another stay in one part.",
            "mldetect split voc --output voc-split",
            "mldetect split coco --output coco-split --parts train=70,val=15,test=15 --seed 7",
            "mldetect train voc-split --out detector.zip")
        {
            path, output, parts, to, seed, distance, noCopies, annotationsOnly, json,
        };
        reading.AddTo(command);
        command.SetGuardedAction((result, cancellation) => new SplitRun
        {
            Path = result.GetRequiredValue(path),
            Reading = reading.Read(result),
            Folder = result.GetRequiredValue(output),
            Parts = Shares(result.GetRequiredValue(parts)),
            To = result.GetValue(to),
            Seed = result.GetValue(seed),
            Distance = result.GetValue(noCopies) ? null
                : result.GetValue(distance) is >= 0 and <= NearDuplicates.MaximumDistance and var bits ? bits
                : throw new UsageException($"--distance is from 0 to {NearDuplicates.MaximumDistance}."),
            CopyImages = !result.GetValue(annotationsOnly),
            Json = result.GetValue(json),
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }

    private static (string Name, double Share)[] Shares(string text)
    {
        var shares = new List<(string, double)>();
        foreach (string each in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = each.Split('=', StringSplitOptions.TrimEntries);
            bool right = pair.Length == 2 && pair[0].Length > 0 && pair[0].AsSpan().IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) < 0
                && double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share > 0 && double.IsFinite(share)
                && shares.All(known => known.Item1 != pair[0]);
            shares.Add(right ? (pair[0], double.Parse(pair[1], CultureInfo.InvariantCulture))
                : throw new UsageException($"--parts takes names and shares over 0, each name once, such as train=0.8,val=0.2; '{each}' is none."));
        }

        return shares.Count > 0 ? [.. shares] : throw new UsageException("--parts names no part.");
    }
}

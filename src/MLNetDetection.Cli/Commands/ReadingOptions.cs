using System.CommandLine;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli.Commands;

/// <summary>The options of every command that reads a data set: format, folder of the images, VOC's pixels, what to do about bad files.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<AnnotationFormat?> _format = new("--format") { Description = "The annotation format; recognised by default." };
    private readonly Option<string?> _images = new("--images") { Description = "The folder of the images, where they do not lie under the data set's." };
    private readonly Option<bool> _asWritten = new("--as-written") { Description = "Pascal VOC: take the four numbers as edges from 0, not as pixels counted from 1." };
    private readonly Option<bool> _skip = new("--skip-bad") { Description = "Leave out images and annotations that cannot be read, and list them." };

    public void AddTo(Command command, bool skipBad = true)
    {
        foreach (Option option in new Option[] { _format, _images, _asWritten })
        {
            command.Add(option);
        }

        if (skipBad)
        {
            command.Add(_skip);
        }
    }

    /// <param name="result">Of the command line.</param>
    /// <param name="split">Only this part; null reads all.</param>
    public DatasetOptions Read(ParseResult result, string? split = null) => new()
    {
        Split = split,
        Format = result.GetValue(_format),
        ImageFolder = result.GetValue(_images),
        Pixels = result.GetValue(_asWritten) ? VocPixels.AsWritten : VocPixels.OneBasedInclusive,
        BadFiles = SkipsBad(result) ? BadFilePolicy.Skip : BadFilePolicy.Fail,
    };

    public string? Images(ParseResult result) => result.GetValue(_images);

    private bool SkipsBad(ParseResult result) => result.CommandResult.Command.Options.Contains(_skip) && result.GetValue(_skip);

    /// <summary>A warning for each thing that was left out or changed.</summary>
    public static void Tell(DetectionDataset set, TextWriter errors)
    {
        foreach (DatasetFinding finding in set.Findings)
        {
            errors.WriteLine($"warning: {finding.Kind}: {finding}");
        }
    }
}

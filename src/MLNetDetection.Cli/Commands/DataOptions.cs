using System.CommandLine;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli.Commands;

/// <summary>The argument and the options that say which images a command learns from.</summary>
internal sealed class DataOptions
{
    private readonly Argument<string> _path = new("DATA") { Description = "The data set's folder, or its annotation file." };
    private readonly Option<string?> _split = new("--split") { Description = "The part to learn from; by default 'train' where the data have it, else all." };
    private readonly Option<AnnotationFormat?> _format = new("--format") { Description = "The annotation format; recognised by default." };
    private readonly Option<string?> _images = new("--images") { Description = "The folder of the images, where they do not lie under DATA." };
    private readonly Option<bool> _asWritten = new("--as-written") { Description = "Pascal VOC: take the four numbers as edges from 0, not as pixels counted from 1." };

    public void AddTo(Command command)
    {
        command.Add(_path);
        foreach (Option option in new Option[] { _split, _format, _images, _asWritten })
        {
            command.Add(option);
        }
    }

    /// <param name="result">Of the command line.</param>
    /// <param name="validation">A split's name or another set; null takes the split 'val' where there is one.</param>
    public TrainingData Read(ParseResult result, string? validation)
    {
        var reading = new DatasetOptions
        {
            Format = result.GetValue(_format),
            ImageFolder = result.GetValue(_images),
            Pixels = result.GetValue(_asWritten) ? VocPixels.AsWritten : VocPixels.OneBasedInclusive,
        };
        return TrainingData.Open(result.GetRequiredValue(_path), reading, result.GetValue(_split), validation);
    }
}

using System.CommandLine;

namespace MLNetDetection.Cli.Commands;

/// <summary>The argument and the options that say which images a command learns from.</summary>
internal sealed class DataOptions
{
    private readonly Argument<string> _path = new("DATA") { Description = "The data set's folder, or its annotation file." };
    private readonly Option<string?> _split = new("--split") { Description = "The part to learn from; by default 'train' where the data have it, else all." };
    private readonly ReadingOptions _reading = new();

    public void AddTo(Command command)
    {
        command.Add(_path);
        command.Add(_split);
        _reading.AddTo(command);
    }

    /// <param name="result">Of the command line.</param>
    /// <param name="validation">A split's name or another set; null takes the split 'val' where there is one.</param>
    public TrainingData Read(ParseResult result, string? validation) =>
        TrainingData.Open(result.GetRequiredValue(_path), _reading.Read(result), result.GetValue(_split), validation);
}

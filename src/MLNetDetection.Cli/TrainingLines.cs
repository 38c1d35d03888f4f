using System.Globalization;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Cli;

/// <summary>A run's progress: on a terminal one line that rewrites itself, in a pipe or a file a line for each epoch and no control character.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns of the terminal; null where it is none.</param>
internal sealed class TrainingLines(TextWriter output, int? width) : IProgress<TrainingProgress>
{
    private bool _open;

    public void Report(TrainingProgress value)
    {
        if (width is null && !value.EndOfEpoch)
        {
            return;
        }

        string line = Line(value);
        if (width is { } columns)
        {
            output.Write($"\r{(line.Length < columns || value.EndOfEpoch ? line : line[..Math.Max(1, columns - 1)])}\u001b[K");
            _open = true;
        }
        else
        {
            output.Write(line);
        }

        if (value.EndOfEpoch)
        {
            output.WriteLine();
            _open = false;
        }
    }

    /// <summary>Leaves the line that rewrites itself, so that the next text begins its own.</summary>
    public void End()
    {
        if (_open)
        {
            output.WriteLine();
            _open = false;
        }
    }

    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString("mm\\:ss", CultureInfo.InvariantCulture);

    private static string Line(TrainingProgress value)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}  ");
        if (!value.EndOfEpoch)
        {
            line += string.Create(CultureInfo.InvariantCulture, $"step {value.Batch}/{value.Batches}  ");
        }

        line += string.Create(CultureInfo.InvariantCulture,
            $"loss {value.Loss:0.0000} (class {value.ClassLoss:0.0000}, box {value.BoxLoss:0.0000})  rate {value.LearningRate:0.#####}  {value.ImagesPerSecond:0.0} images/s  ");
        return line + (value.Validation is { } metrics
            ? string.Create(CultureInfo.InvariantCulture, $"AP {metrics.Ap:0.000}  AP50 {metrics.Ap50:0.000}  {Time(value.Left)} left")
            : $"{Time(value.Left)} left");
    }
}

using System.Diagnostics;
using System.Globalization;
using MLNetDetection.Torch.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MLNetDetection.Cli;

/// <summary>
/// A run's progress. On a terminal: a view of three lines that moves, and a short line for each epoch above it. In a pipe or a file: a line
/// for each epoch, and within a long one a line every so often, without control characters.
/// </summary>
/// <param name="messages">Where to.</param>
/// <param name="between">Time between two plain lines within an epoch.</param>
internal sealed class TrainingLines(MessageWriter messages, TimeSpan between) : IProgress<TrainingProgress>
{
    private const int LongestBar = 40;

    // What stands beside the bar.
    private const int BesideBar = 60;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _told;
    private string _measured = "";
    private (double Ap, int Epoch) _best = (double.NegativeInfinity, 0);

    public void Report(TrainingProgress value)
    {
        if (value.Validation is { } metrics)
        {
            _best = metrics.Ap > _best.Ap ? (metrics.Ap, value.Epoch) : _best;
            _measured = string.Create(CultureInfo.InvariantCulture,
                $"AP {metrics.Ap:0.000}   AP50 {metrics.Ap50:0.000}   best AP {_best.Ap:0.000} of epoch {_best.Epoch}");
        }

        if (messages.Width is { } columns)
        {
            if (value.EndOfEpoch)
            {
                messages.WriteLine(ShortLine(value));
            }

            messages.Show(View(value, columns));
        }
        else if (value.EndOfEpoch || _clock.Elapsed - _told >= between)
        {
            _told = _clock.Elapsed;
            messages.WriteLine(Line(value));
        }
    }

    private static string Line(TrainingProgress value)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}  ");
        if (!value.EndOfEpoch)
        {
            line += string.Create(CultureInfo.InvariantCulture, $"step {value.Batch}/{value.Batches}  ");
        }

        line += string.Create(CultureInfo.InvariantCulture,
            $"loss {value.Loss:0.0000} (class {value.ClassLoss:0.0000}, box {value.BoxLoss:0.0000})  rate {value.LearningRate:0.#####}  {value.ImagesPerSecond:0.0} images/s  ");
        return $"{line}{Measured(value)}{ProgressBar.Time(value.Left)} left";
    }

    // With its parts it would not fit 80 columns.
    private static string ShortLine(TrainingProgress value) => string.Create(CultureInfo.InvariantCulture,
        $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:0.0000}  {Measured(value)}{value.ImagesPerSecond:0.0} images/s");

    private static string Measured(TrainingProgress value) => value.Validation is { } metrics
        ? string.Create(CultureInfo.InvariantCulture, $"AP {metrics.Ap:0.000}  AP50 {metrics.Ap50:0.000}  ") : "";

    private Rows View(TrainingProgress value, int columns)
    {
        string bar = ProgressBar.Of((double)value.Batch / Math.Max(1, value.Batches), Math.Clamp(columns - BesideBar, 0, LongestBar), messages.Encoding);
        List<IRenderable> lines =
        [
            new Text(string.Create(CultureInfo.InvariantCulture,
                $"epoch {value.Epoch}/{value.Epochs}   {bar}   step {value.Batch}/{value.Batches}   {value.ImagesPerSecond:0.0} images/s   {ProgressBar.Time(value.Left)} left"), new Style(Color.Green)),
            new Text(string.Create(CultureInfo.InvariantCulture,
                $"loss {value.Loss:0.0000} = class {value.ClassLoss:0.0000} + box {value.BoxLoss:0.0000}   rate {value.LearningRate:0.#####}")),
        ];
        if (_measured.Length > 0)
        {
            lines.Add(new Text(_measured));
        }

        return new Rows(lines);
    }
}

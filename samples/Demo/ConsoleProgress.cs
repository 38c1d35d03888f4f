using System.Globalization;
using MLNetDetection.Torch.Training;

namespace Demo;

/// <summary>Live on a terminal: one line that rewrites itself. In a pipe or in CI: a line for each epoch.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private readonly bool _live = !Console.IsErrorRedirected;

    public void Report(TrainingProgress value)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch,3}/{value.Epochs}  batch {value.Batch,3}/{value.Batches}  loss {value.Loss,7:0.0000} (class {value.ClassLoss:0.0000} + box {value.BoxLoss:0.0000})  "
            + $"rate {value.LearningRate:0.00000}  {value.ImagesPerSecond,5:0.0} images/s  {value.Left:mm\\:ss} left");
        if (value.Validation is { } metrics)
        {
            line += string.Create(CultureInfo.InvariantCulture, $"  AP {metrics.Ap:0.000}  AP50 {metrics.Ap50:0.000}");
        }

        if (value.EndOfEpoch)
        {
            Console.Error.WriteLine(_live ? $"\r{line}\u001b[K" : line);
        }
        else if (_live)
        {
            Console.Error.Write($"\r{line}\u001b[K");
        }
    }
}

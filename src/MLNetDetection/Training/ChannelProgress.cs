using System.Globalization;
using Microsoft.ML.Runtime;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Training;

/// <summary>Writes a line to ML.NET's log for each epoch, and passes every report on to the user's own progress.</summary>
internal sealed class ChannelProgress(IChannel channel, IProgress<TrainingProgress>? next) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.EndOfEpoch)
        {
            string validation = value.Validation is { } metrics
                ? string.Create(CultureInfo.InvariantCulture, $", AP {metrics.Ap:0.0000}, AP50 {metrics.Ap50:0.0000}")
                : "";
            string anchors = value.Anchors is { } told
                ? string.Create(CultureInfo.InvariantCulture, $", anchor F1 {told.ClassF1:0.0000}, offset MAE {told.OffsetMae:0.0000}")
                : "";
            channel.Info(MessageSensitivity.None, "{0}", string.Create(CultureInfo.InvariantCulture,
                $"epoch {value.Epoch}/{value.Epochs}: loss {value.Loss:0.0000} (class {value.ClassLoss:0.0000}, box {value.BoxLoss:0.0000}), "
                + $"rate {value.LearningRate:0.00000}, {value.ImagesPerSecond:0.0} images/s, {value.WaitedForData.TotalSeconds:0.0} s waiting for images, {value.Left:hh\\:mm\\:ss} left{anchors}{validation}"));
        }

        next?.Report(value);
    }
}

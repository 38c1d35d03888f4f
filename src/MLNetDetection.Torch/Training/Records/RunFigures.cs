namespace MLNetDetection.Torch.Training;

/// <summary>The numbers of a run under the names that logs give them; what is not measured is left out.</summary>
internal static class RunFigures
{
    /// <summary>Of the step just done.</summary>
    public static IEnumerable<KeyValuePair<string, double>> OfStep(TrainingContext run)
    {
        yield return new("loss/total", run.ClassLoss + run.BoxLoss);
        yield return new("loss/class", run.ClassLoss);
        yield return new("loss/box", run.BoxLoss);
        yield return new("rate", run.LearningRate);
        yield return new("momentum", run.Momentum);
    }

    /// <summary>Of a completed epoch.</summary>
    public static IEnumerable<KeyValuePair<string, double>> OfEpoch(EpochRecord epoch)
    {
        yield return new("epoch/loss", epoch.Loss);
        yield return new("epoch/class_loss", epoch.ClassLoss);
        yield return new("epoch/box_loss", epoch.BoxLoss);
        yield return new("epoch/rate", epoch.LearningRate);
        yield return new("epoch/images_per_second", epoch.ImagesPerSecond);
        yield return new("epoch/waited_seconds", epoch.WaitedForData.TotalSeconds);
        yield return new("epoch/resident_megabytes", epoch.ResidentBytes / (double)(1 << 20));
        yield return new("epoch/live_tensors", epoch.LiveTensors);
        if (epoch.Anchors is { } anchors)
        {
            yield return new("epoch/anchor_f1", anchors.ClassF1);
            yield return new("epoch/offset_mae", anchors.OffsetMae);
        }

        foreach ((string name, double value) in epoch.Validation?.Figures.Where(figure => figure.Value >= 0) ?? [])
        {
            yield return new($"validation/{name}", value);
        }
    }
}

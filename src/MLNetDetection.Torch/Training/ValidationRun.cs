using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training;

/// <summary>Measures a detector on a set of images with COCO's figures.</summary>
public static class ValidationRun
{
    /// <summary>Detects on every image of <paramref name="set"/>, a batch at a time, and evaluates; the next batch is read meanwhile.</summary>
    /// <param name="detector">Only read.</param>
    /// <param name="set">May be empty: then nothing is defined and every figure is -1.</param>
    /// <param name="options">Thresholds and batch size.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public static CocoMetrics Measure(SsdDetector detector, ITrainingSet set, DetectOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        EvaluationSetBuilder measured = EvaluationSetBuilder.ForClasses(set.ClassNames);
        Task<TrainingSample[]> reading = ReadBatch(set, 0, options.BatchSize);
        try
        {
            for (int first = 0; first < set.Count; first += options.BatchSize)
            {
                TrainingSample[] samples = reading.GetAwaiter().GetResult();
                reading = ReadBatch(set, first + options.BatchSize, options.BatchSize);
                IReadOnlyList<Detection>[] found = detector.Detect([.. samples.Select(s => s.Image)], options, cancellation);
                for (int i = 0; i < samples.Length; i++)
                {
                    measured.Add(first + i, samples[i].Objects, found[i], samples[i].Name);
                }
            }
        }
        finally
        {
            Task.WhenAny(reading).Wait(CancellationToken.None); // the set may be disposed right after this method
        }

        return new CocoEvaluator().Evaluate(measured.Build(), cancellation);
    }

    private static Task<TrainingSample[]> ReadBatch(ITrainingSet set, int first, int batchSize) => Task.Run(() =>
        Enumerable.Range(first, Math.Max(0, Math.Min(batchSize, set.Count - first))).Select(set.Read).ToArray());
}

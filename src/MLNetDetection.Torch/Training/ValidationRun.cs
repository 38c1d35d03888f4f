using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training;

/// <summary>Measures a detector on a set of images with COCO's figures.</summary>
public static class ValidationRun
{
    /// <summary>Detects on every image of <paramref name="set"/>, a batch at a time, and evaluates.</summary>
    public static CocoMetrics Measure(SsdDetector detector, ITrainingSet set, DetectOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        var evaluator = new CocoEvaluator();
        for (int first = 0; first < set.Count; first += options.BatchSize)
        {
            TrainingSample[] samples = [.. Enumerable.Range(first, Math.Min(options.BatchSize, set.Count - first)).Select(set.Read)];
            IReadOnlyList<Detection>[] found = detector.Detect([.. samples.Select(s => s.Image)], options, cancellation);
            for (int i = 0; i < samples.Length; i++)
            {
                evaluator.Add(first + i, samples[i].Objects, found[i]);
            }
        }

        return evaluator.Compute(cancellation);
    }
}

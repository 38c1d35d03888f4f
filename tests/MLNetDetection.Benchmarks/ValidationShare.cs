using System.Diagnostics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>What a validation in each epoch costs beyond its inference, in percent of the epoch, beside the limit of 2.</summary>
internal sealed class ValidationShare : IComparisonBenchmark
{
    public string Name => "validation-share";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        ShapesGenerator generator = new(new ShapesOptions());
        ShapesTrainingSet train = new(generator, 0, 160), held = new(generator, 160, 100);
        using var detector = new SsdDetector(new TinySsd(320, 240), train.ClassNames);
        TrainingOptions options = new() { Epochs = 2, ValidateEvery = 1 };
        TrainingResult result = new DetectorTrainer(options).Run(detector, train, held);
        double epoch = result.Duration.TotalSeconds / result.Epochs.Count;

        TrainingSample[] samples = [.. Enumerable.Range(0, held.Count).Select(held.Read)];
        IReadOnlyList<Detection>[] found = detector.Detect([.. samples.Select(s => s.Image)], options.Validation);
        double[] seconds = [.. Enumerable.Range(0, 9).Select(_ => Measure(samples, found, train.ClassNames))];
        yield return new Comparison($"{Name}-first", 100 * seconds[0] / epoch, 2, "% of the epoch", "the limit");
        yield return new Comparison($"{Name}-later", 100 * seconds.Order().ElementAt(4) / epoch, 2, "% of the epoch", "the limit");
    }

    private static double Measure(TrainingSample[] samples, IReadOnlyList<Detection>[] found, IReadOnlyList<string> classNames)
    {
        Stopwatch clock = Stopwatch.StartNew();
        EvaluationSetBuilder builder = EvaluationSetBuilder.ForClasses(classNames);
        for (int i = 0; i < samples.Length; i++)
        {
            builder.Add(i, samples[i].Objects, found[i], samples[i].Name);
        }

        new CocoEvaluator().Evaluate(builder.Build());
        return clock.Elapsed.TotalSeconds;
    }
}

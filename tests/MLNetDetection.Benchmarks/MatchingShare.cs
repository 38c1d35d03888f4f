using System.Diagnostics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>What matching and coding of a 32-image batch take of a Tiny training step, in percent, beside the limit of 5.</summary>
internal sealed class MatchingShare : IComparisonBenchmark
{
    private const int Images = 32;
    private const int Steps = 6;

    public string Name => "matching-share-of-a-tiny-step";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run()
    {
        var set = new KeptSet(new ShapesTrainingSet(new ShapesGenerator(new ShapesOptions { EmptyShare = 0 }), 0, Images));
        using var detector = new SsdDetector(new TinySsd(320, 240), set.ClassNames);
        TrainingOptions options = new() { Epochs = Steps, BatchSize = Images, Augmentation = new AugmentationChain() };
        TrainingResult result = new DetectorTrainer(options).Run(detector, set);
        double step = result.Duration.TotalSeconds / Steps;
        double matching = Enumerable.Range(0, 15).Select(_ => Match(detector.Architecture, set)).Order().ElementAt(7);
        Console.WriteLine(FormattableString.Invariant($"{Name}: a step of {Images} images {1e3 * step:0.0} ms, matching and coding {1e3 * matching:0.00} ms"));
        yield return new Comparison(Name, 100 * matching / step, 5, "% of the step", "the limit");
    }

    private static double Match(SsdArchitecture architecture, KeptSet set)
    {
        AnchorSet anchors = architecture.Anchors.Generate(architecture.InputWidth, architecture.InputHeight, architecture.FeatureMaps);
        var matcher = new AnchorMatcher(architecture.Matching);
        var matches = new int[anchors.Count];
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < set.Count; i++)
        {
            IReadOnlyList<AnnotatedObject> objects = set.Read(i).Objects;
            matcher.Match(anchors, objects, matches);
            for (int a = 0; a < matches.Length; a++)
            {
                if (matches[a] >= 0)
                {
                    architecture.Coder.Encode(objects[matches[a]].Box, anchors[a]);
                }
            }
        }

        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Drawn once, so that drawing is no part of a step.</summary>
    private sealed class KeptSet(ITrainingSet drawn) : ITrainingSet
    {
        private readonly TrainingSample[] _samples = [.. Enumerable.Range(0, drawn.Count).Select(drawn.Read)];

        public int Count => _samples.Length;

        public IReadOnlyList<string> ClassNames => drawn.ClassNames;

        public TrainingSample Read(int index) => _samples[index];
    }
}

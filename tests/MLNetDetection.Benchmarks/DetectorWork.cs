using BenchmarkDotNet.Attributes;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Benchmarks;

/// <summary>The work of an SSD300's parts, each with one benchmark method, on random boxes of the peer's distribution.</summary>
public static class DetectorWork
{
    /// <summary>Of a batch.</summary>
    public const int Images = 32;

    private const int Labels = 21;

    private static BoxXyxy[] Boxes(Random random, int count, float low, float high, float places)
    {
        float Side() => low + (random.NextSingle() * (high - low));
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float x = random.NextSingle() * places, y = random.NextSingle() * places;
            return new BoxXyxy(x, y, x + Side(), y + Side());
        })];
    }

    /// <summary>Suppression of 8,732 boxes.</summary>
    public class Suppression
    {
        private readonly BoxXyxy[] _boxes = Boxes(new Random(1), 8732, 0, 200, 200);
        private readonly float[] _scores = [.. Enumerable.Range(0, 8732).Select(i => new Random(i).NextSingle())];

        /// <summary>One call.</summary>
        [Benchmark]
        public int[] Run() => NonMaximumSuppression.Run(_boxes, _scores, 0.5);
    }

    /// <summary>The anchors of one input size.</summary>
    public class Anchors
    {
        private readonly ComposedSsd _network = SsdNetworks.Ssd300Vgg16();

        /// <summary>One call.</summary>
        [Benchmark]
        public AnchorSet Run() => _network.Anchors.Generate(300, 300, _network.FeatureMaps);
    }

    /// <summary>Objects of a batch, and the anchors given to them.</summary>
    public class Batch
    {
        /// <summary>Draws the objects.</summary>
        protected Batch()
        {
            ComposedSsd network = SsdNetworks.Ssd300Vgg16();
            AnchorSet = network.Anchors.Generate(300, 300, network.FeatureMaps);
            Matcher = new AnchorMatcher(network.Matching);
            var random = new Random(1);
            Objects = [.. Enumerable.Range(0, Images).Select(i => (AnnotatedObject[])
                [.. Boxes(random, 1 + (i % 8), 20, 200, 100).Select(box => new AnnotatedObject(box, random.Next(Labels - 1)))])];
            Matches = [.. Enumerable.Range(0, Images).Select(_ => new int[AnchorSet.Count])];
            Match();
        }

        /// <summary>8,732.</summary>
        protected AnchorSet AnchorSet { get; }

        /// <summary>torchvision's rule.</summary>
        protected AnchorMatcher Matcher { get; }

        /// <summary>1 to 8 of each image.</summary>
        protected AnnotatedObject[][] Objects { get; }

        /// <summary>Per image and anchor.</summary>
        protected int[][] Matches { get; }

        /// <summary>Matches all the images.</summary>
        protected void Match()
        {
            for (int i = 0; i < Images; i++)
            {
                Matcher.Match(AnchorSet, Objects[i], Matches[i]);
            }
        }
    }

    /// <summary>Matching of a batch.</summary>
    public class Matching : Batch
    {
        /// <summary>All the images.</summary>
        [Benchmark]
        public void Run() => Match();
    }

    /// <summary>Coding of a batch's positives.</summary>
    public class Coding : Batch
    {
        private readonly BoxCoder _coder = new();

        /// <summary>All the images.</summary>
        [Benchmark]
        public BoxDeltas Run()
        {
            BoxDeltas last = default;
            for (int i = 0; i < Images; i++)
            {
                for (int a = 0; a < AnchorSet.Count; a++)
                {
                    if (Matches[i][a] >= 0)
                    {
                        last = _coder.Encode(Objects[i][Matches[i][a]].Box, AnchorSet[a]);
                    }
                }
            }

            return last;
        }
    }

    /// <summary>Loss of a batch and its gradient.</summary>
    public class Loss : Batch
    {
        private readonly MultiBoxLoss _loss = new(new MultiBoxLossOptions());
        private readonly SsdOutput _output;
        private readonly Tensor _labels;
        private readonly Tensor _positives;
        private readonly Tensor _targets;

        /// <summary>Draws the scores.</summary>
        public Loss()
        {
            set_num_threads(2);
            var random = new Random(2);
            _output = new SsdOutput(Drawn(random, Labels), Drawn(random, 4));
            var coder = new BoxCoder();
            var positives = new List<long>();
            var targets = new List<float>();
            var labels = new long[Images * AnchorSet.Count];
            for (int at = 0; at < labels.Length; at++)
            {
                (int image, int anchor) = Math.DivRem(at, AnchorSet.Count);
                if (Matches[image][anchor] < 0)
                {
                    continue;
                }

                AnnotatedObject item = Objects[image][Matches[image][anchor]];
                BoxDeltas deltas = coder.Encode(item.Box, AnchorSet[anchor]);
                labels[at] = item.ClassId + 1;
                positives.Add(at);
                targets.AddRange([deltas.X, deltas.Y, deltas.W, deltas.H]);
            }

            _labels = tensor(labels, [Images, AnchorSet.Count]);
            _positives = tensor(positives.ToArray());
            _targets = tensor(targets.ToArray(), [positives.Count, 4]);
        }

        /// <summary>Forward and backward.</summary>
        [Benchmark]
        public void Run()
        {
            using DisposeScope scope = NewDisposeScope();
            _loss.Compute(_output, _labels, _positives, _targets).Total.backward();
        }

        private Parameter Drawn(Random random, int columns)
        {
            float[] values = new float[Images * AnchorSet.Count * columns];
            for (int i = 0; i < values.Length; i++)
            {
                // Near enough to normal: the sum of twelve even ones.
                float sum = -6;
                for (int n = 0; n < 12; n++)
                {
                    sum += random.NextSingle();
                }

                values[i] = sum;
            }

            return new Parameter(tensor(values, [Images, AnchorSet.Count, columns]));
        }
    }
}

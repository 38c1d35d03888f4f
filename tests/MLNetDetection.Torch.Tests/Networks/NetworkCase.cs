using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Networks;

/// <summary>A network of the golden files, with the formula's weights.</summary>
internal sealed class NetworkCase : IDisposable
{
    public NetworkCase(string file)
    {
        Golden = GoldenFile.Read($"Networks/{file}.json");
        string name = Golden.GetProperty("name").GetString()!;
        int classes = Golden.GetProperty("classes").GetInt32() - 1;
        Architecture = SsdNetworks.All.Single(n => n.Name == name).Create();
        Detector = new SsdDetector(Architecture, [.. Enumerable.Range(1, classes).Select(c => $"class {c}")]);
        FormulaWeights.Fill(Detector.Network, Golden.GetProperty("gains"));
    }

    public JsonElement Golden { get; }

    /// <summary>The largest difference of each kind that was compared; for gradients as a part of their norm.</summary>
    public SortedDictionary<string, double> Largest { get; } = [];

    public SsdArchitecture Architecture { get; }

    public SsdDetector Detector { get; }

    public int Size => Golden.GetProperty("size").GetInt32();

    public AnnotatedObject[][] Objects => [.. Golden.GetProperty("objects").EnumerateArray().Select(o =>
        Boxes.FromRow(o.Floats("boxes")).Zip(o.Ints("labels"), (box, label) => new AnnotatedObject(box, label - 1)).ToArray())];

    public int[] Match(AnnotatedObject[] objects)
    {
        var matches = new int[Detector.AnchorSet.Count];
        new AnchorMatcher(Architecture.Matching).Match(Detector.AnchorSet, objects, matches);
        return matches;
    }

    /// <summary>From here on the network computes in float64; in training mode BatchNorm takes its batch's statistics.</summary>
    public void ToDouble(bool training)
    {
        Detector.Network.to(ScalarType.Float64);
        Detector.Network.train(training);
    }

    /// <summary>The network's outputs of the first pictures in float64, which <see cref="SsdNetwork"/> itself never takes.</summary>
    public SsdOutput CallInDouble(int count)
    {
        Preprocessing p = Architecture.Preprocessing;
        (double Mean, double Deviation)[] channels = [(p.MeanR, p.DeviationR), (p.MeanG, p.DeviationG), (p.MeanB, p.DeviationB)];
        Tensor pixels = FormulaWeights.Batch(count, Size).to(ScalarType.Float64);
        Tensor input = cat([.. channels.Select((c, at) =>
            pixels.index_select(3, tensor(new long[] { at })).add(-c.Mean).div(c.Deviation))], 3).permute(0, 3, 1, 2);
        var head = (SsdHead)Detector.Network.named_children().Single(child => child.name == "head").module;
        return head.call(Detector.Network.Backbone.call(input));
    }

    /// <summary>The loss of the golden files' first pictures, as one step of training sees them.</summary>
    public MultiBoxLossValue Loss(SsdOutput output)
    {
        AnnotatedObject[][] objects = Objects[..(int)output.Logits.shape[0]];
        var labels = new long[objects.Length * Detector.AnchorSet.Count];
        var positives = new List<long>();
        var targets = new List<float>();
        for (int n = 0; n < objects.Length; n++)
        {
            int[] matches = Match(objects[n]);
            for (int a = 0; a < matches.Length; a++)
            {
                if (matches[a] >= 0)
                {
                    AnnotatedObject item = objects[n][matches[a]];
                    labels[n * matches.Length + a] = item.ClassId + 1;
                    positives.Add(n * matches.Length + a);
                    BoxDeltas d = Architecture.Coder.Encode(item.Box, Detector.AnchorSet[a]);
                    targets.AddRange([d.X, d.Y, d.W, d.H]);
                }
            }
        }

        return new MultiBoxLoss(Architecture.Loss, Detector.AnchorSet, Architecture.Coder).Compute(
            output, tensor(labels, [objects.Length, Detector.AnchorSet.Count]), tensor(positives.ToArray()),
            tensor(targets.ToArray(), [positives.Count, 4]).to(output.Deltas.dtype));
    }

    public void Dispose() => Detector.Dispose();

    /// <summary>Both parts within 1e-5 of their value.</summary>
    public void LossIs(double classes, double boxes, MultiBoxLossValue loss)
    {
        Within("loss, relative", Math.Abs((Values(loss.Class)[0] / classes) - 1), 1e-5, "the class loss");
        Within("loss, relative", Math.Abs((Values(loss.Box)[0] / boxes) - 1), 1e-5, "the box loss");
    }

    public void Within(string kind, double difference, double tolerance, string what)
    {
        Largest[kind] = Math.Max(Largest.GetValueOrDefault(kind), difference);
        Assert.True(difference <= tolerance, $"{what}: {difference} away from PyTorch, at most {tolerance} is allowed");
    }

    /// <summary>Compares sampled values with an absolute tolerance, sum and norm with the tolerance of as many numbers.</summary>
    /// <param name="unit">What the difference is kept in parts of.</param>
    public void Near(JsonElement kept, Tensor actual, double tolerance, string kind, string what, double unit = 1)
    {
        Assert.Equal(kept.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), actual.shape);
        double[] values = Values(actual);
        int step = kept.GetProperty("step").GetInt32();
        float[] expected = kept.Floats("values");
        for (int i = 0; i < expected.Length; i++)
        {
            Within(kind, Math.Abs(expected[i] - values[i * step]) / unit, tolerance / unit, $"{what}[{i * step}]");
        }

        Assert.Equal(kept.GetProperty("sum").GetDouble(), values.Sum(), tolerance * values.Length);
        Assert.Equal(kept.GetProperty("norm").GetDouble(), Norm(values), tolerance * Math.Sqrt(values.Length));
    }

    public static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).reshape(-1).contiguous().data<double>().ToArray();

    public static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));
}

using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
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

    /// <summary>The loss of the golden files' two pictures, as one step of training sees them.</summary>
    public MultiBoxLossValue Loss()
    {
        AnnotatedObject[][] objects = Objects;
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
            Detector.Network.call(FormulaWeights.Batch(objects.Length, Size)), tensor(labels, [objects.Length, Detector.AnchorSet.Count]),
            tensor(positives.ToArray()), tensor(targets.ToArray(), [positives.Count, 4]));
    }

    public void Dispose() => Detector.Dispose();

    /// <summary>Compares sampled values with an absolute tolerance, and the norm with the tolerance of as many numbers.</summary>
    public static void Near(JsonElement kept, Tensor actual, double tolerance, string what)
    {
        Assert.Equal(kept.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), actual.shape);
        float[] values = actual.detach().reshape(-1).contiguous().data<float>().ToArray();
        int step = kept.GetProperty("step").GetInt32();
        float[] expected = kept.Floats("values");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - values[i * step]) <= tolerance, $"{what}[{i * step}] is {values[i * step]}, {expected[i]} in PyTorch");
        }

        double norm = Math.Sqrt(values.Sum(v => (double)v * v));
        Assert.InRange(norm, kept.GetProperty("norm").GetDouble() - tolerance * Math.Sqrt(values.Length), kept.GetProperty("norm").GetDouble() + tolerance * Math.Sqrt(values.Length));
    }
}

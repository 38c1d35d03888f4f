using System.Runtime.InteropServices;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Inference;
using MLNetDetection.Torch.Inference.OneDnn;
using MLNetDetection.Torch.Tests.Export;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Inference;

/// <summary>What a prepared network says beside what the training network says of the same pictures.</summary>
public sealed class PreparedNetworkTests
{
    // Of docs/inference.md.
    private const double BoxTolerancePx = 0.05;
    private const double ScoreTolerance = 1e-4;

    private static readonly string[] _small = ["tiny", "ssd256_gluon", "ssdlite320_mobilenet_v2", "ssdlite320_mobilenet_v3_large"];

    public static TheoryData<string> Small => [.. _small];

    public static TheoryData<string> Large => [.. SsdNetworks.All.Select(network => network.Name).Except(_small)];

    [Theory]
    [MemberData(nameof(Small))]
    public void Run_Float32_IsTheTrainingNetworks(string network) => Compare(network);

    [Theory]
    [Trait("Category", "Verify")]
    [MemberData(nameof(Large))]
    public void Run_Float32OfALargeNetwork_IsTheTrainingNetworks(string network) => Compare(network);

    [Fact]
    public void Run_BFloat16_IsNearFloat32()
    {
        using var example = new ExportCase(SsdNetworks.SsdLite320MobileNetV3(), 1);
        foreach (IPreparedNetwork network in Networks(example.Detector, PredictionPrecision.BFloat16))
        {
            using (network)
            {
                (float[] logits, float[] deltas) = Run(network, example);
                Assert.InRange(Apart(example.Logits, logits), 1e-6, 0.05);
                Assert.InRange(Apart(example.Deltas, deltas), 1e-6, 0.05);
            }
        }
    }

    [Fact]
    public void Run_ManyThreads_IsOneThreads()
    {
        using var example = new ExportCase(new TinySsd(96, 64, 16), 2);
        foreach (IPreparedNetwork network in Networks(example.Detector, PredictionPrecision.Float32))
        {
            using (network)
            {
                (float[] expected, _) = Run(network, example);
                Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Run(network, example).Logits));
            }
        }
    }

    private static void Compare(string name)
    {
        using var example = new ExportCase(SsdNetworks.All.Single(network => network.Name == name).Create(), 2);
        foreach (IPreparedNetwork network in Networks(example.Detector, PredictionPrecision.Float32))
        {
            using (network)
            {
                (float[] logits, float[] deltas) = Run(network, example);
                float[] expected = Scores(example, example.Logits), actual = Scores(example, logits);
                Assert.True(expected.Max() - expected.Min() > 0.5, "The scores say nothing.");
                double scores = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max(), boxes = Boxes(example, example.Deltas).Zip(Boxes(example, deltas), Apart).Max();
                Assert.True(scores <= ScoreTolerance && boxes <= BoxTolerancePx, $"{network.GetType().Name}: scores {scores:0.0e+0}, boxes {boxes:0.0e+0} px");
            }
        }
    }

    // Both ways of computing, where the machine has both.
    private static IEnumerable<IPreparedNetwork> Networks(SsdDetector detector, PredictionPrecision precision)
    {
        bool reduced = precision == PredictionPrecision.BFloat16;
        yield return new TorchNetwork(PlanReader.Read(detector), reduced ? ScalarType.BFloat16 : ScalarType.Float32);
        if (Dnnl.IsAvailable)
        {
            yield return new OneDnnNetwork(PlanReader.Read(detector), reduced ? Dnnl.BFloat16 : Dnnl.Float32);
        }
    }

    private static (float[] Logits, float[] Deltas) Run(IPreparedNetwork network, ExportCase example)
    {
        var normalised = new float[example.Bytes.Length];
        new PixelNormaliser(example.Architecture.Preprocessing).Run(example.Bytes, normalised);
        (float[] logits, float[] deltas) = (new float[example.Logits.Length], new float[example.Deltas.Length]);
        network.Run(normalised, example.Pictures.Length, logits, deltas);
        return (logits, deltas);
    }

    private static float[] Scores(ExportCase example, float[] logits)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(logits).reshape(-1, example.Detector.ClassNames.Count + 1);
        return [.. MemoryMarshal.Cast<byte, float>((example.Architecture.HasSigmoidScores ? rows.sigmoid() : rows.softmax(1)).bytes)];
    }

    // Clipped to the input, as detections are.
    private static IEnumerable<BoxXyxy> Boxes(ExportCase example, float[] deltas)
    {
        SsdArchitecture architecture = example.Architecture;
        for (int i = 0; i < deltas.Length / 4; i++)
        {
            var coded = new BoxDeltas(deltas[4 * i], deltas[4 * i + 1], deltas[4 * i + 2], deltas[4 * i + 3]);
            yield return architecture.Coder.Decode(coded, example.Detector.AnchorSet[i % example.Detector.AnchorSet.Count]).Clip(architecture.InputWidth, architecture.InputHeight);
        }
    }

    private static double Apart(BoxXyxy a, BoxXyxy b) =>
        new[] { a.X1 - b.X1, a.Y1 - b.Y1, a.X2 - b.X2, a.Y2 - b.Y2 }.Max(MathF.Abs);

    // Of the differences, as a part of the numbers' own norm.
    private static double Apart(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (e, a) => (double)(e - a) * (e - a)).Sum() / expected.Sum(e => (double)e * e));
}

using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Tests.WeightFiles;

namespace MLNetDetection.Torch.Tests.Export;

/// <summary>Every network's ONNX in OpenCV's dnn beside the network itself, on five pictures, checked by ONNX's own checker.</summary>
public sealed class OpenCvTests : IDisposable
{
    private const int Count = 5;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> SmallNames { get; } = ["tiny", "ssd256_gluon", "ssdlite320_mobilenet_v3_large"];

    public static TheoryData<string> LargeNames => [.. SsdNetworks.All.Select(n => n.Name).Except(["tiny", "ssd256_gluon", "ssdlite320_mobilenet_v3_large"])];

    public void Dispose() => _folder.Dispose();

    [OnnxTheory]
    [MemberData(nameof(SmallNames))]
    public void Export_SmallNetwork_OpenCvComputesTheSame(string name) => Compare(name, fold: true);

    [OnnxTheory]
    [Trait("Category", "Verify")]
    [MemberData(nameof(LargeNames))]
    public void Export_LargeNetwork_OpenCvComputesTheSame(string name) => Compare(name, fold: true);

    [OnnxTheory]
    [Trait("Category", "Verify")]
    [InlineData("tiny")]
    [InlineData("ssd256_gluon")]
    [InlineData("ssd300_resnet50")]
    [InlineData("ssd300_vgg16_bn")]
    [InlineData("ssdlite320_mobilenet_v3_large")]
    [InlineData("ssdlite320_mobilenet_v2")]
    public void Export_NormsKept_OpenCvComputesTheSame(string name) => Compare(name, fold: false);

    [OnnxFact]
    public void Export_KnownBatchOfBytes_OpenCvComputesAllAtOnce() => Compare("tiny", fold: true, batch: Count, OnnxInput.Bytes);

    private void Compare(string name, bool fold, int batch = 1, OnnxInput kind = OnnxInput.Normalised)
    {
        var options = new OnnxExportOptions { FoldBatchNorm = fold, BatchSize = batch, Input = kind };
        using var network = new ExportCase(SsdNetworks.All.Single(n => n.Name == name).Create(), Count);
        string raw = Export(network, options with { End = OnnxEnd.Raw }), boxes = Export(network, options with { End = OnnxEnd.Boxes });
        string detections = Export(network, options with { End = OnnxEnd.Detections });

        JsonElement[] answers = OnnxPeer.Run(
            Path.GetDirectoryName(raw)!,
            new { @do = "check", model = raw }, new { @do = "check", model = boxes }, new { @do = "check", model = detections },
            Step(network, raw, options, ["logits", "deltas"]), Step(network, boxes, options, ["boxes", "scores"]));

        int anchors = network.Detector.AnchorSet.Count;
        Assert.Equal([Count, anchors, 4], answers[3].GetProperty("deltas").GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()));
        Near(network.Logits, OnnxPeer.Output<float>(raw, "logits"), 1e-4, "logit");
        Near(network.Deltas, OnnxPeer.Output<float>(raw, "deltas"), 1e-4, "delta");
        Decoded(network, OnnxPeer.Output<float>(boxes, "boxes"), OnnxPeer.Output<float>(boxes, "scores"));
    }

    private string Export(ExportCase network, OnnxExportOptions options)
    {
        string path = _folder.File($"{options.End}.onnx");
        OnnxExporter.Export(network.Detector, path, options);
        return path;
    }

    private object Step(ExportCase network, string model, OnnxExportOptions options, string[] outputs)
    {
        bool bytes = options.Input == OnnxInput.Bytes;
        int width = network.Architecture.InputWidth, height = network.Architecture.InputHeight;
        string input = _folder.Write("input.bin", bytes ? network.Bytes : network.Normalised), type = bytes ? "uint8" : "float32";
        int[] shape = bytes ? [Count, height, width, 3] : [Count, 3, height, width];
        return new { @do = "opencv", model, input, type, shape, outputs, to = model, each = options.BatchSize == 1 };
    }

    private static void Near(float[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = expected.Zip(actual, (e, a) => float.IsFinite(a) ? Math.Abs((double)e - a) : double.PositiveInfinity).Max();
        Assert.True(worst <= tolerance, $"a {what} differs by {worst}");
    }

    private static void Decoded(ExportCase network, float[] boxes, float[] scores)
    {
        SsdArchitecture architecture = network.Architecture;
        int anchors = network.Detector.AnchorSet.Count, classes = network.Detector.ClassNames.Count;
        for (int n = 0; n < Count; n++)
        {
            ReadOnlySpan<float> theirBoxes = boxes.AsSpan(4 * n * anchors, 4 * anchors), theirScores = scores.AsSpan(n * anchors * classes, anchors * classes);
            float[] ours = Probabilities(network.Logits.AsSpan(n * anchors * (classes + 1), anchors * (classes + 1)), classes + 1);
            ReadOnlySpan<float> deltas = network.Deltas.AsSpan(4 * n * anchors, 4 * anchors);
            BoxXyxy[] read = new BoxXyxy[anchors], own = new BoxXyxy[anchors];
            var theirs = new float[ours.Length];
            double furthest = 0;
            for (int a = 0; a < anchors; a++)
            {
                read[a] = new BoxXyxy(theirBoxes[4 * a], theirBoxes[4 * a + 1], theirBoxes[4 * a + 2], theirBoxes[4 * a + 3]);
                own[a] = architecture.Coder.Decode(
                    new BoxDeltas(deltas[4 * a], deltas[4 * a + 1], deltas[4 * a + 2], deltas[4 * a + 3]), network.Detector.AnchorSet[a])
                    .Clip(architecture.InputWidth, architecture.InputHeight);
                furthest = Math.Max(furthest, Far(own[a], read[a]));
                theirs[a * (classes + 1)] = ours[a * (classes + 1)]; // the background has no column there
                theirScores.Slice(a * classes, classes).CopyTo(theirs.AsSpan(a * (classes + 1) + 1));
            }

            Assert.True(furthest <= 0.1, $"a box is {furthest} pixels off");
            Near(ours, theirs, 1e-4, "score");
            SameDetections(network, (ours, own), (theirs, read));
        }
    }

    // Our own suppression on both sides. Untrained maps hold many scores that a rounding could exchange: candidates are some dozens that lie
    // apart by more than the scores may differ, and the threshold lies where no two of them have an IoU near it.
    private static void SameDetections(ExportCase network, (float[] Scores, BoxXyxy[] Boxes) ours, (float[] Scores, BoxXyxy[] Boxes) theirs)
    {
        int labels = network.Detector.ClassNames.Count + 1;
        var kept = new List<int>();
        foreach (int i in Enumerable.Range(0, ours.Scores.Length).Where(i => i % labels > 0).OrderByDescending(i => ours.Scores[i]))
        {
            if (kept.Count < 80 && (kept.Count == 0 || ours.Scores[kept[^1]] - ours.Scores[i] > 3e-4f))
            {
                kept.Add(i);
            }
        }

        var selector = new DetectionSelector(new SelectionOptions { ScoreThreshold = 0.001f, IouThreshold = Threshold(kept, ours.Boxes, labels), MaximumDetections = 100 });
        Same(Select(selector, ours, kept, labels), Select(selector, theirs, kept, labels));
    }

    private static Detection[] Select(DetectionSelector selector, (float[] Scores, BoxXyxy[] Boxes) side, List<int> kept, int labels)
    {
        var scores = new float[side.Scores.Length];
        kept.ForEach(i => scores[i] = side.Scores[i]);
        return selector.Select(scores, labels, side.Boxes);
    }

    private static float Threshold(List<int> kept, BoxXyxy[] boxes, int labels)
    {
        float[] near = [0.4f, .. kept.SelectMany(a => kept.Where(b => b < a && b % labels == a % labels).Select(b => Overlap(boxes[a / labels], boxes[b / labels])))
            .Where(iou => iou is > 0.4f and < 0.5f).Order(), 0.5f];
        int gap = Enumerable.Range(0, near.Length - 1).MaxBy(i => near[i + 1] - near[i]);
        return (near[gap] + near[gap + 1]) / 2;
    }

    private static float Overlap(BoxXyxy a, BoxXyxy b)
    {
        float width = Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1), height = Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1);
        float common = Math.Max(0, width) * Math.Max(0, height);
        return common == 0 ? 0 : common / (a.Area + b.Area - common);
    }

    internal static void Same(IReadOnlyList<Detection> expected, IReadOnlyList<Detection> actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        // Scores a rounding apart may change places.
        var left = actual.ToList();
        foreach (Detection detection in expected)
        {
            int at = left.FindIndex(d => d.ClassId == detection.ClassId && Math.Abs(d.Score - detection.Score) <= 1e-4 && Far(d.Box, detection.Box) <= 0.1);
            Assert.True(at >= 0, $"{detection} was not found there");
            left.RemoveAt(at);
        }
    }

    internal static float[] Probabilities(ReadOnlySpan<float> logits, int labels)
    {
        var result = new float[logits.Length];
        for (int first = 0; first < logits.Length; first += labels)
        {
            ReadOnlySpan<float> row = logits.Slice(first, labels);
            double largest = row.ToArray().Max(), sum = 0;
            for (int k = 0; k < labels; k++)
            {
                sum += Math.Exp(row[k] - largest);
            }

            for (int k = 0; k < labels; k++)
            {
                result[first + k] = (float)(Math.Exp(row[k] - largest) / sum);
            }
        }

        return result;
    }

    private static double Far(BoxXyxy a, BoxXyxy b) =>
        Math.Max(Math.Max(Math.Abs(a.X1 - b.X1), Math.Abs(a.Y1 - b.Y1)), Math.Max(Math.Abs(a.X2 - b.X2), Math.Abs(a.Y2 - b.Y2)));
}

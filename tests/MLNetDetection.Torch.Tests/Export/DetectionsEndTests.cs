using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.WeightFiles;

namespace MLNetDetection.Torch.Tests.Export;

/// <summary>
/// What no runtime here computes, the end with NonMaxSuppression above all, by the numpy meaning of each operator (onnx_numpy.py): whole
/// graphs against the detector's own detections.
/// </summary>
public sealed class DetectionsEndTests : IDisposable
{
    private const int Count = 3;

    private static readonly AnchorGenerator _anchors = AnchorGenerator.DefaultBoxes([[2], [2], [2], [2]], [0.1, 0.25, 0.4, 0.6, 0.8]);
    private static readonly Preprocessing _bgr = Preprocessing.ImageNet with { Order = ChannelOrder.Bgr };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OnnxFact]
    public void Export_DetectionsEnd_MeansWhatTheDetectorDetects()
    {
        var plain = new DetectOptions { ScoreThreshold = 0.5f };
        var limited = new DetectOptions { ScoreThreshold = 0.3f, SuppressionIou = 0.6f, CandidatesPerClass = 7, MaxDetections = 4, MinimumSide = 6 };
        var nothing = new DetectOptions { ScoreThreshold = 0.9999999f };
        using ExportCase centred = Case(null, Preprocessing.Centred), turned = Case(new BoxCoder(new BoxDeltas(0.1f, -0.2f, 0.1f, 0.05f), new BoxDeltas(0.1f, 0.15f, 0.2f, 0.25f)), _bgr);
        using ExportCase corner = Case(new CornerSizeCoder(), Preprocessing.Gluon), tblr = Case(new TblrCoder(1.5), Preprocessing.Centred, sigmoid: true);
        (ExportCase Case, OnnxExportOptions Options)[] runs =
        [
            (centred, new() { BatchSize = null, Detection = plain }), (centred, new() { BatchSize = Count, Detection = limited, Opset = 11 }),
            (centred, new() { BatchSize = null, Detection = nothing, Opset = 17 }),
            (turned, new() { BatchSize = null, Detection = limited, Input = OnnxInput.Bytes, FoldBatchNorm = false }),
            (corner, new() { BatchSize = Count, Detection = plain, Input = OnnxInput.Bytes }), (tblr, new() { BatchSize = null, Detection = plain, Opset = 15 }),
        ];

        var steps = new List<object>();
        for (int i = 0; i < runs.Length; i++)
        {
            string path = _folder.File($"{i}.onnx");
            runs[i].Options.End = OnnxEnd.Detections;
            OnnxExporter.Export(runs[i].Case.Detector, path, runs[i].Options);
            steps.Add(new { @do = "check", model = path });
            steps.Add(Step(runs[i].Case, path, runs[i].Options.Input));
        }

        JsonElement[] answers = OnnxPeer.Run(Path.GetDirectoryName(_folder.File("x"))!, [.. steps]);
        Assert.Equal(["NonMaxSuppression"], Operators(answers[0]).Intersect(["NonMaxSuppression"]));
        for (int i = 0; i < runs.Length; i++)
        {
            Compare(runs[i].Case, runs[i].Options.Detection!, _folder.File($"{i}.onnx"));
        }
    }

    private static IEnumerable<string> Operators(JsonElement answer) => answer.GetProperty("nodes").EnumerateArray().Select(n => n[0].GetString()!);

    private static ExportCase Case(IBoxCoder? coder, Preprocessing preprocessing, bool sigmoid = false) => new(
        new ComposedSsd("case", 96, 64, new TinyDesign(16), _anchors, preprocessing, coder: coder)
        {
            LossOptions = new MultiBoxLossOptions { Classes = sigmoid ? new SigmoidFocal() : new SoftmaxCrossEntropy() },
        }, Count, 2);

    private object Step(ExportCase network, string model, OnnxInput kind)
    {
        bool bytes = kind == OnnxInput.Bytes;
        int width = network.Architecture.InputWidth, height = network.Architecture.InputHeight;
        string input = _folder.Write($"{Path.GetFileName(model)}.bin", bytes ? network.Bytes : network.Normalised);
        return new
        {
            @do = "numpy", model, input, type = bytes ? "uint8" : "float32", shape = bytes ? new[] { Count, height, width, 3 } : [Count, 3, height, width],
            outputs = new[] { "boxes", "scores", "classes", "images" }, to = model,
        };
    }

    private static void Compare(ExportCase network, DetectOptions options, string model)
    {
        float[] boxes = OnnxPeer.Output<float>(model, "boxes"), scores = OnnxPeer.Output<float>(model, "scores");
        long[] classes = OnnxPeer.Output<long>(model, "classes"), images = OnnxPeer.Output<long>(model, "images");
        Assert.Equal(scores.OrderDescending(), scores);
        IReadOnlyList<Detection>[] expected = network.Detector.Detect(network.Pictures, options);
        Assert.Equal(expected.Sum(e => e.Count), scores.Length);
        for (int n = 0; n < Count; n++)
        {
            Detection[] found = [.. Enumerable.Range(0, scores.Length).Where(i => images[i] == n).Select(i => new Detection(
                new BoxXyxy(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]), (int)classes[i], scores[i]))];
            Assert.True(options.ScoreThreshold > 0.99 || found.Length > 0);
            if (expected[n].Count > 0)
            {
                OpenCvTests.Same(expected[n], found);
            }
        }
    }
}

using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Tests.WeightFiles;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Export;

/// <summary>What cannot be exported is refused by name, and leaves no file.</summary>
public sealed class OnnxBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Export_CoderWithoutOnnxForm_IsNamed()
    {
        AnchorGenerator anchors = AnchorGenerator.DefaultBoxes([[2], [2], [2], [2]], [0.1, 0.25, 0.4, 0.6, 0.8]);
        using var detector = new SsdDetector(new ComposedSsd("own", 80, 60, new TinyDesign(16), anchors, Preprocessing.Centred, coder: new OwnCoder()), ["one"]);

        NotSupportedException error = Assert.Throws<NotSupportedException>(() => OnnxExporter.Export(detector, _folder.File("a.onnx")));

        Assert.Contains(nameof(OwnCoder), error.Message);
        Assert.False(File.Exists(_folder.File("a.onnx")));
        OnnxExporter.Export(detector, _folder.File("a.onnx"), new OnnxExportOptions { End = OnnxEnd.Raw });
        Assert.True(File.Exists(_folder.File("a.onnx")));
    }

    [Theory]
    [InlineData(SuppressionKind.SoftLinear, false, PictureFlips.None, "SoftLinear")]
    [InlineData(SuppressionKind.Greedy, true, PictureFlips.None, "class-agnostic")]
    [InlineData(SuppressionKind.Greedy, false, PictureFlips.Horizontal, "Flips Horizontal")]
    public void Export_DetectionWithoutOnnxForm_IsNamed(SuppressionKind kind, bool agnostic, PictureFlips flips, string name)
    {
        using SsdDetector detector = Support.Detectors.Small();
        var options = new OnnxExportOptions { End = OnnxEnd.Detections, Detection = new DetectOptions { Suppression = kind, ClassAgnostic = agnostic, Flips = flips } };

        NotSupportedException error = Assert.Throws<NotSupportedException>(() => OnnxExporter.Export(detector, _folder.File("b.onnx"), options));

        Assert.Contains(name, error.Message);
    }

    [Fact]
    public void Export_DetectionInTilesOrScales_IsNamed()
    {
        using SsdDetector detector = Support.Detectors.Small();
        string Refusal(DetectOptions detection) => Assert.Throws<NotSupportedException>(
            () => OnnxExporter.Export(detector, _folder.File("b.onnx"), new OnnxExportOptions { End = OnnxEnd.Detections, Detection = detection })).Message;

        Assert.Contains("tiles (Tiling)", Refusal(new DetectOptions { Tiling = new TilingOptions() }));
        Assert.Contains("scales (Scales)", Refusal(new DetectOptions { Scales = [1, 2] }));
    }

    [Fact]
    public void Export_UnwritablePath_IsNamedAndLeavesNothing()
    {
        using SsdDetector detector = Support.Detectors.Small();
        string nowhere = Path.Combine(_folder.File("missing"), "c.onnx"), folder = Directory.CreateDirectory(_folder.File("folder.onnx")).FullName;

        Assert.Contains(nowhere, Assert.Throws<DirectoryNotFoundException>(() => OnnxExporter.Export(detector, nowhere)).Message);
        Exception error = Assert.ThrowsAny<SystemException>(() => OnnxExporter.Export(detector, folder));

        Assert.True(error is IOException or UnauthorizedAccessException, error.ToString());
        Assert.Contains(folder, error.Message);
        Assert.Equal([folder], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(folder)!));
        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(detector, ""));
    }

    [Theory]
    [InlineData(10, OnnxEnd.Detections, "NonMaxSuppression")]
    [InlineData(9, OnnxEnd.Raw, "too old")]
    [InlineData(18, OnnxEnd.Raw, "newer")]
    public void Export_OpsetOutOfRange_SaysWhatItWouldTake(int opset, OnnxEnd end, string words)
    {
        using SsdDetector detector = Support.Detectors.Small();

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => OnnxExporter.Export(detector, _folder.File("d.onnx"), new OnnxExportOptions { Opset = opset, End = end }));

        Assert.Contains(words, error.Message);
        Assert.Contains("11 to 17", error.Message);
    }

    [Fact]
    public void Export_OtherOptionsOutOfRange_AreRefused()
    {
        using SsdDetector detector = Support.Detectors.Small();
        OnnxExportOptions[] bad =
        [
            new() { BatchSize = 0 }, new() { End = (OnnxEnd)7 }, new() { Input = (OnnxInput)(-1) }, new() { LargestFileBytes = -1 },
            new() { LargestFileBytes = 1L << 31 }, new() { Detection = new DetectOptions { MaxDetections = 0 } },
        ];

        Assert.All(bad, options => Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExporter.Export(detector, _folder.File("e.onnx"), options)));
    }

    private sealed class OwnCoder : IBoxCoder
    {
        private readonly BoxCoder _inner = new();

        public BoxDeltas Encode(BoxXyxy box, BoxXyxy anchor) => _inner.Encode(box, anchor);

        public BoxXyxy Decode(BoxDeltas deltas, BoxXyxy anchor) => _inner.Decode(deltas, anchor);

        public Tensor Decode(Tensor deltas, Tensor anchors) => _inner.Decode(deltas, anchors);
    }
}

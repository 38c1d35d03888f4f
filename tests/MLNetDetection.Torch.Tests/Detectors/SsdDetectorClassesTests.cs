using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Detectors;

public sealed class SsdDetectorClassesTests
{
    private static SsdDetector Create(HeadKind head, AnchorOrder order, int seed, params string[] classNames)
    {
        AnchorGenerator anchors = new([.. Enumerable.Range(1, 4).Select(map => (AnchorShape[])[new(0.1 * map, 0.2 * map), new(0.2 * map, 0.1 * map), new(0.1 * map, 0.1 * map)])],
            new AnchorLayout { Order = order });
        return new SsdDetector(new ComposedSsd("composed", 64, 64, new TinyDesign(16), anchors, Preprocessing.Centred, head), classNames, seed);
    }

    /// <summary>Logits [A, K] and deltas of a made-up picture.</summary>
    private static (float[][] Logits, float[] Deltas) Scores(SsdDetector detector)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        byte[] pixels = new byte[64 * 64 * 3];
        new Random(1).NextBytes(pixels);
        SsdOutput output = detector.Network.call(frombuffer(pixels, ScalarType.Byte, pixels.Length).reshape(1, 64, 64, 3));
        float[] values = output.Logits.contiguous().data<float>().ToArray();
        return ([.. values.Chunk(detector.ClassNames.Count + 1)], output.Deltas.contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData(HeadKind.Convolution, AnchorOrder.CellThenShape)]
    [InlineData(HeadKind.Convolution, AnchorOrder.ShapeThenCell)]
    [InlineData(HeadKind.Depthwise, AnchorOrder.CellThenShape)]
    public void WithClasses_AddedRemovedAndMoved_KeepsScoresByName(HeadKind head, AnchorOrder order)
    {
        using SsdDetector old = Create(head, order, 1, "cat", "dog", "cow");

        using SsdDetector next = old.WithClasses(["cow", "horse", "cat"], seed: 5);

        (float[][] before, float[] boxes) = Scores(old);
        (float[][] after, float[] nextBoxes) = Scores(next);
        Assert.Equal(boxes, nextBoxes);
        Assert.Equal(Column(before, 0), Column(after, 0));
        Assert.Equal(Column(before, 3), Column(after, 1));
        Assert.Equal(Column(before, 1), Column(after, 3));
        Assert.NotEqual(Column(before, 2), Column(after, 2));
        Assert.Equal(["cat", "dog", "cow"], old.ClassNames);
    }

    [Fact]
    public void WithClasses_TheSame_IsAnEqualDetectorOfItsOwn()
    {
        using SsdDetector old = Support.Detectors.Small(seed: 3), next = old.WithClasses(old.ClassNames);
        byte[] before = Support.Detectors.Weights(old);
        Assert.Equal(before, Support.Detectors.Weights(next));

        using (no_grad())
        {
            next.Network.parameters().First().mul_(2);
        }

        Assert.Equal(before, Support.Detectors.Weights(old));
        IReadOnlyList<Detection> found = next.Detect([new PixelImage(80, 60)])[0];
        Assert.All(found, d => Assert.InRange(d.ClassId, 0, 1));
    }

    [Fact]
    public void WithClasses_AnArchitectureOfOtherWeights_IsRefused()
    {
        using SsdDetector old = Support.Detectors.Small();

        Assert.Contains("do not fit", Assert.Throws<ArgumentException>(() => old.WithClasses(["red"], new TinySsd(80, 60, 24))).Message);
        Assert.Throws<ArgumentException>(() => old.WithClasses([]));
        using SsdDetector larger = old.WithClasses(["red"], new TinySsd(160, 120, 16));
        Assert.Equal(160, larger.Architecture.InputWidth);
    }

    [Fact]
    public void IsAvailable_EachDevice_IsToldBeforeItIsUsed()
    {
        Assert.True(ComputeDevice.Cpu.IsAvailable && ComputeDevice.Best.IsAvailable);
        Assert.Equal(cuda.is_available() && cuda.device_count() > 64, ComputeDevice.Cuda(64).IsAvailable);
    }

    private static float[] Column(float[][] rows, int column) => [.. rows.Select(row => row[column])];
}

using System.Text.Json;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Losses;

public class MultiBoxLossTests
{
    private static (double Class, double Box) Compute(
        float[] logits, long[] labels, int images, int anchors, MultiBoxLossOptions? options = null, float[]? deltas = null, float[]? targets = null)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] positives = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] > 0).Select(i => (long)i)];
        var output = new SsdOutput(
            tensor(logits, [images, anchors, logits.Length / images / anchors]),
            tensor(deltas ?? new float[4 * images * anchors], [images, anchors, 4]));
        MultiBoxLossValue value = new MultiBoxLoss(options ?? new MultiBoxLossOptions()).Compute(
            output, tensor(labels, [images, anchors]), tensor(positives), tensor(targets ?? new float[4 * positives.Length], [positives.Length, 4]));
        Assert.Equal(value.Class.item<float>() + value.Box.item<float>(), value.Total.item<float>(), 1e-5f);
        return (value.Class.item<float>(), value.Box.item<float>());
    }

    // Two labels with equal logits: every cross-entropy is log 2.
    [Fact]
    public void Compute_OnePositiveFiveNegatives_TakesThreeNegatives()
    {
        (double classes, double boxes) = Compute(new float[12], [0, 0, 1, 0, 0, 0], 1, 6);

        Assert.Equal(4 * Math.Log(2), classes, 1e-5);
        Assert.Equal(0, boxes);
    }

    [Fact]
    public void Compute_FewerNegativesThanWanted_TakesThemAll() =>
        Assert.Equal(2 * Math.Log(2), Compute(new float[4], [1, 0], 1, 2).Class, 1e-5);

    [Fact]
    public void Compute_HardNegatives_TheHardestIsTaken()
    {
        // Negatives' losses: log(1 + e^5), log 2, log(1 + e^-5); one per positive is wanted.
        var options = new MultiBoxLossOptions { NegativesPerPositive = 1 };
        (double classes, _) = Compute([0, 0, 0, 5, 0, 0, 5, 0], [1, 0, 0, 0], 1, 4, options);

        Assert.Equal(Math.Log(2) + Math.Log(1 + Math.Exp(5)), classes, 1e-4);
    }

    [Fact]
    public void Compute_NotCounted_AddsNothing() =>
        Assert.Equal(2 * Math.Log(2), Compute([0, 0, 0, 9, 0, 0], [1, -1, 0], 1, 3).Class, 1e-5);

    [Fact]
    public void Compute_NoObjects_IsZeroAndFinite() => Assert.Equal((0, 0), Compute(new float[8], [0, 0, 0, 0], 2, 2));

    [Fact]
    public void Compute_NoObjectsWithMinNegatives_IsATrueNegative()
    {
        (double classes, double boxes) = Compute(new float[8], [0, 0, 0, 0], 2, 2, new MultiBoxLossOptions { MinNegatives = 1 });

        Assert.Equal(2 * Math.Log(2), classes, 1e-5); // one of each image, divided by max(1, 0)
        Assert.Equal(0, boxes);
    }

    [Fact]
    public void Compute_BoxPart_IsSmoothL1OverPositives()
    {
        // Errors 0.5 (0.125), 2 (1.5), 0 and 0 at the first positive, -3 (2.5) at the second; 2 positives, weight 2.
        float[] deltas = [0.5f, 2, 1, 1, 7, 7, 7, 7, -3, 0, 0, 0];
        (_, double boxes) = Compute(
            new float[6], [1, 0, 1], 1, 3, new MultiBoxLossOptions { BoxWeight = 2 }, deltas, [0, 0, 1, 1, 0, 0, 0, 0]);

        Assert.Equal((0.125 + 1.5 + 2.5) / 2 * 2, boxes, 1e-5);
    }

    // Both sides are float32 and add up the same few hundred numbers in another order.
    [Fact]
    public void Compute_TorchvisionCase_LossesAndGradientsAreEqual()
    {
        JsonElement golden = GoldenFile.Read("loss.json");
        using DisposeScope scope = NewDisposeScope();
        int images = golden.GetProperty("images").GetInt32(), labelCount = golden.GetProperty("labels").GetInt32();
        var anchors = new AnchorSet(golden.Floats("anchors"));
        (long[] labels, long[] positives, float[] targets) = Targets(golden, anchors, images);
        using Tensor logits = tensor(golden.Floats("logits"), [images, anchors.Count, labelCount]).requires_grad_(true);
        using Tensor deltas = tensor(golden.Floats("deltas"), [images, anchors.Count, 4]).requires_grad_(true);

        MultiBoxLossValue loss = new MultiBoxLoss(new MultiBoxLossOptions()).Compute(
            new SsdOutput(logits, deltas), tensor(labels, [images, anchors.Count]), tensor(positives), tensor(targets, [positives.Length, 4]));
        loss.Total.backward();

        Assert.Equal(golden.GetProperty("classes").GetDouble(), loss.Class.item<float>(), 1e-5 * golden.GetProperty("classes").GetDouble());
        Assert.Equal(golden.GetProperty("box").GetDouble(), loss.Box.item<float>(), 1e-5 * golden.GetProperty("box").GetDouble());
        Near(golden.Floats("logits_gradient"), logits.grad!);
        Near(golden.Floats("deltas_gradient"), deltas.grad!);
    }

    [Fact]
    public void Compute_Always_LeavesOnlyItsResultBehind()
    {
        using DisposeScope scope = NewDisposeScope();
        var output = new SsdOutput(zeros(1, 4, 2), zeros(1, 4, 4));
        Tensor labels = tensor(new long[] { 0, 1, 0, 0 }, [1, 4]), positives = tensor(new long[] { 1 }), targets = zeros(1, 4);
        // Of this thread's scope: other tests run beside this one.
        int before = scope.DisposablesCount;

        MultiBoxLossValue value = new MultiBoxLoss(new MultiBoxLossOptions()).Compute(output, labels, positives, targets);

        Assert.Equal(before + 3, scope.DisposablesCount);
        Assert.False(value.Total.IsInvalid);
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiBoxLoss(new MultiBoxLossOptions { NegativesPerPositive = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiBoxLoss(new MultiBoxLossOptions { MinNegatives = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiBoxLoss(new MultiBoxLossOptions { SmoothL1Beta = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiBoxLoss(new MultiBoxLossOptions { BoxWeight = double.PositiveInfinity }));
    }

    private static (long[] Labels, long[] Positives, float[] Targets) Targets(JsonElement golden, AnchorSet anchors, int images)
    {
        var coder = new BoxCoder();
        var labels = new long[images * anchors.Count];
        var positives = new List<long>();
        var targets = new List<float>();
        for (int n = 0; n < images; n++)
        {
            JsonElement image = golden.GetProperty("objects")[n];
            BoxXyxy[] boxes = Boxes.FromRow(image.Floats("boxes"));
            int[] classes = image.Ints("labels");
            for (int a = 0; a < anchors.Count; a++)
            {
                int match = golden.GetProperty("matches")[n][a].GetInt32();
                if (match >= 0)
                {
                    labels[n * anchors.Count + a] = classes[match];
                    positives.Add(n * anchors.Count + a);
                    BoxDeltas d = coder.Encode(boxes[match], anchors[a]);
                    targets.AddRange([d.X, d.Y, d.W, d.H]);
                }
            }
        }

        return (labels, [.. positives], [.. targets]);
    }

    private static void Near(float[] expected, Tensor actual)
    {
        float[] values = actual.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], 2e-6f);
        }
    }
}

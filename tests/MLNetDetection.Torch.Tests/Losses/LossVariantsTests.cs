using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Losses;

public class LossVariantsTests
{
    public static TheoryData<BoxLoss> BoxLosses => [
        new SmoothL1(), new AbsoluteLoss(), new BalancedL1(), new GhmR(), new IouLoss(IouKind.Iou), new IouLoss(IouKind.Giou), new IouLoss(IouKind.Diou),
        new IouLoss(IouKind.Ciou), new IouLoss(IouKind.Bounded)];

    public static TheoryData<ClassLoss> ClassLosses => [
        new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy([1, 2, 0.5]), new SoftmaxFocal(), new SigmoidFocal(), new GhmC()];

    [Theory]
    [MemberData(nameof(BoxLosses))]
    public void PerBox_AnyBoxes_IsFiniteNotNegativeAndZeroAtTheTarget(BoxLoss loss) => Properties.Hold<(int X, int Y, int W, int H)>(d =>
    {
        using DisposeScope scope = NewDisposeScope();
        Core.Geometry.BoxXyxy box = Support.Boxes.Proper(d.X, d.Y, d.W, d.H);
        Tensor wanted = tensor(new[] { box.X1, box.Y1, box.X2, box.Y2, 10, 10, 20, 20 }, [2, 4]);
        Tensor predicted = tensor(new float[] { 30, 20, 40, 50, 10, 10, 20, 20 }, [2, 4]).requires_grad_(true);
        Tensor each = loss.PerBox(predicted, wanted);
        each.sum().backward();
        float[] values = each.data<float>().ToArray();
        Assert.True(values[0] >= 0 && float.IsFinite(values[0]));
        Assert.Equal(0, values[1], 1e-5f);
        Assert.All(predicted.grad!.data<float>().ToArray(), g => Assert.True(float.IsFinite(g)));
        return true;
    }, tests: 20);

    [Theory]
    [MemberData(nameof(ClassLosses))]
    public void PerAnchor_ExtremeLogits_IsFiniteAndNotNegative(ClassLoss loss)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new float[] { 1e4f, -1e4f, 0, 0, 0, 0, -80, 90, 3, 5, -5, 1 }, [1, 4, 3]).requires_grad_(true);
        Tensor labels = tensor(new long[] { 1, 0, 2, 1 }, [1, 4]);

        Tensor each = loss.PerAnchor(logits, labels, labels.ge(0));
        each.sum().backward();

        Assert.All(each.data<float>().ToArray(), v => Assert.True(v >= 0 && float.IsFinite(v)));
        Assert.All(logits.grad!.data<float>().ToArray(), g => Assert.True(float.IsFinite(g)));
    }

    [Theory]
    [MemberData(nameof(ClassLosses))]
    public void PerAnchor_AnyLogits_IsNotNegativeAndZeroWhereTheLabelIsCertain(ClassLoss loss) => Properties.Hold<FsCheck.NonEmptyArray<(int A, int B, int C)>>(drawn =>
    {
        using DisposeScope scope = NewDisposeScope();
        int count = drawn.Get.Length;
        long[] labels = [.. drawn.Get.Select(d => (long)Math.Abs((d.A + d.B) % 3))];
        float[] any = [.. drawn.Get.SelectMany(d => new[] { d.A % 40f, d.B % 40f, d.C % 40f })];
        float[] certain = [.. labels.SelectMany(label => Enumerable.Range(0, 3).Select(k => k == label ? 60f : -60f))];
        Tensor wanted = tensor(labels, [1, count]);
        float[] Losses(float[] logits) => loss.PerAnchor(tensor(logits, [1, count, 3]), wanted, wanted.ge(0)).data<float>().ToArray();
        return Losses(any).All(v => v >= 0 && float.IsFinite(v)) && Losses(certain).All(v => v is >= 0 and < 1e-6f);
    }, tests: 30);

    // Two boxes of 10 x 10 that share a quarter of one: 25 of 175.
    [Theory]
    [InlineData(IouKind.Iou, 1.9459101)] // log 7
    [InlineData(IouKind.Giou, 1 - 1 / 7.0 + 50 / 225.0)] // the box around both has 225
    [InlineData(IouKind.Diou, 1 - 1 / 7.0 + 50 / 450.0)] // centres 5, 5 apart; its diagonal squared is 450
    [InlineData(IouKind.Ciou, 1 - 1 / 7.0 + 50 / 450.0)] // the same form: nothing is added
    public void IouLoss_QuarterOverlap_IsTheFormula(IouKind kind, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = new IouLoss(kind).PerBox(tensor(new float[] { 0, 0, 10, 10 }, [1, 4]), tensor(new float[] { 5, 5, 15, 15 }, [1, 4]));

        Assert.Equal(expected, loss.item<float>(), 1e-5);
    }

    [Fact]
    public void IouLoss_Ciou_AddsTheDifferenceOfRatios()
    {
        using DisposeScope scope = NewDisposeScope();
        double form = 4 / (Math.PI * Math.PI) * Math.Pow(Math.Atan(2) - Math.Atan(1), 2), share = form / (1 - 0.5 + form);

        // 10 x 10 against 10 x 5 with the same upper edge: IoU 0.5, centres 2.5 apart, diagonal squared 200.
        Tensor loss = new IouLoss(IouKind.Ciou).PerBox(tensor(new float[] { 0, 0, 10, 10 }, [1, 4]), tensor(new float[] { 0, 0, 10, 5 }, [1, 4]));

        Assert.Equal(1 - 0.5 + 6.25 / 200 + share * form, loss.item<float>(), 1e-5);
    }

    [Fact]
    public void BalancedL1_SmallAndLarge_AreTheFormula()
    {
        using DisposeScope scope = NewDisposeScope();
        double b = Math.Exp(3) - 1; // gamma / alpha = 3

        Tensor loss = new BalancedL1().PerBox(tensor(new float[] { 0.5f, 0, 0, 0, 2, 0, 0, 0 }, [2, 4]), zeros(2, 4));

        Assert.Equal(0.5 / b * (b * 0.5 + 1) * Math.Log(b * 0.5 + 1) - 0.25, loss.data<float>()[0], 1e-5);
        Assert.Equal(1.5 * 2 + 1.5 / b - 0.5, loss.data<float>()[1], 1e-5);
    }

    [Fact]
    public void SigmoidFocal_EvenScores_AreTheFormula()
    {
        using DisposeScope scope = NewDisposeScope();

        // p = 0.5 everywhere, one class of two is right: 0.25 * 0.25 * log 2 + 0.75 * 0.25 * log 2; of background 2 * 0.75 * 0.25 * log 2.
        float[] loss = new SigmoidFocal().PerAnchor(zeros(1, 2, 3), tensor(new long[] { 1, 0 }, [1, 2]), tensor(new long[] { 1, 1 }, [1, 2]).gt(0)).data<float>().ToArray();

        Assert.Equal((0.0625 + 0.1875) * Math.Log(2), loss[0], 1e-6);
        Assert.Equal(0.375 * Math.Log(2), loss[1], 1e-6);
    }

    [Fact]
    public void GhmC_AllInOneBin_IsTheMeanEntropy()
    {
        using DisposeScope scope = NewDisposeScope();

        // Three anchors with one class each at p = 0.5: one bin of three, so that the mean is log 2.
        Tensor loss = new GhmC().PerAnchor(zeros(1, 3, 2), tensor(new long[] { 1, 0, 0 }, [1, 3]), tensor(new long[] { 1, 0, 0 }, [1, 3]).ge(0));

        Assert.Equal(Math.Log(2), loss.sum().item<float>(), 1e-5);
    }

    [Fact]
    public void Compute_PerImage_AveragesOverImagesWithObjects()
    {
        using DisposeScope scope = NewDisposeScope();

        // Even logits of two labels: every entropy is log 2. Image 0: 1 positive, 3 negatives: 4 log 2. Image 1: 2 positives, 2 negatives (all there
        // are): 4 log 2 / 2. Image 2 has no object.
        MultiBoxLossValue value = Loss(
            new MultiBoxLossOptions { Normalisation = LossNormalisation.PerImage }, [1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0], 3);

        Assert.Equal((4 + 2) / 2.0 * Math.Log(2), value.Class.item<float>(), 1e-5);
    }

    [Fact]
    public void Compute_NoObjects_IsFiniteWithNoBoxPart() => Assert.All(Enum.GetValues<LossNormalisation>(), normalisation =>
    {
        using DisposeScope scope = NewDisposeScope();
        MultiBoxLossValue value = Loss(new MultiBoxLossOptions { Normalisation = normalisation, Boxes = new AbsoluteLoss() }, [0, 0, 0, 0], 1);

        Assert.Equal(0, value.Box.item<float>());
        Assert.True(float.IsFinite(value.Class.item<float>()));
    });

    [Fact]
    public void Compute_LowestBackground_TakesThoseOfTheLowestScore()
    {
        using DisposeScope scope = NewDisposeScope();
        var options = new MultiBoxLossOptions { Mining = NegativeMining.LowestBackground, NegativesPerPositive = 1 };
        Tensor logits = tensor(new float[] { 0, 0, 3, 0, -3, 0, 0, 0 }, [1, 4, 2]);

        MultiBoxLossValue value = new MultiBoxLoss(options).Compute(
            new SsdOutput(logits, zeros(1, 4, 4)), tensor(new long[] { 1, 0, 0, 0 }, [1, 4]), tensor(new long[] { 0 }), zeros(1, 4));

        Assert.Equal(Math.Log(2) + Math.Log(1 + Math.Exp(3)), value.Class.item<float>(), 1e-5);
    }

    [Fact]
    public void Compute_HardExamples_TakesTheLargestOfAll()
    {
        using DisposeScope scope = NewDisposeScope();
        var options = new MultiBoxLossOptions { Mining = NegativeMining.HardExamples, HardExamples = 2 };
        Tensor logits = tensor(new float[] { 0, 9, 3, 0, -3, 0, 0, 0 }, [1, 4, 2]); // losses ~0, 0.05, 3.05, 0.69

        MultiBoxLossValue value = new MultiBoxLoss(options).Compute(
            new SsdOutput(logits, zeros(1, 4, 4)), tensor(new long[] { 1, 0, 0, 0 }, [1, 4]), tensor(new long[] { 0 }), zeros(1, 4));

        Assert.Equal(Math.Log(1 + Math.Exp(3)) + Math.Log(2), value.Class.item<float>(), 1e-4);
    }

    // The double sort of the ResNet50 source gives each negative its rank; taking the first of one sort adds up the same.
    [Fact]
    public void Compute_HighestLoss_EqualsTheDoubleSort() => Properties.Hold<FsCheck.NonEmptyArray<int>>(drawn =>
    {
        using DisposeScope scope = NewDisposeScope();
        int count = drawn.Get.Length + 1;
        Tensor logits = tensor(drawn.Get.Append(3).SelectMany(v => new[] { 0f, v % 50 / 10f }).ToArray(), [1, count, 2]);
        long[] labels = [.. Enumerable.Range(0, count).Select(i => i % 4 == 0 ? 1L : 0)];
        long[] positives = [.. Enumerable.Range(0, count).Where(i => i % 4 == 0).Select(i => (long)i)];
        MultiBoxLossValue value = new MultiBoxLoss(new MultiBoxLossOptions { NegativesPerPositive = 2 }).Compute(
            new SsdOutput(logits, zeros(1, count, 4)), tensor(labels, [1, count]), tensor(positives), zeros(positives.Length, 4));

        Tensor losses = new SoftmaxCrossEntropy().PerAnchor(logits, tensor(labels, [1, count]), tensor(labels, [1, count]).ge(0));
        (_, Tensor order) = losses.masked_fill(tensor(labels, [1, count]).gt(0), 0).sort(1, descending: true);
        (_, Tensor rank) = order.sort(1);
        Tensor taken = rank.lt(2 * positives.Length).to(ScalarType.Float32).mul(tensor(labels, [1, count]).eq(0).to(ScalarType.Float32));
        double expected = (losses.mul(taken).sum().item<float>() + losses.mul(tensor(labels, [1, count]).to(ScalarType.Float32)).sum().item<float>()) / positives.Length;
        Assert.Equal(expected, value.Class.item<float>(), 1e-4);
        return true;
    }, tests: 40);

    [Fact]
    public void Compute_LossOfBoxes_DecodesAgainstTheRightAnchors()
    {
        using DisposeScope scope = NewDisposeScope();
        var anchors = new AnchorSet([0, 0, 10, 10, 20, 20, 40, 40]);
        var coder = new BoxCoder();
        var box = new Core.Geometry.BoxXyxy(20, 20, 40, 30);
        BoxDeltas d = coder.Encode(box, anchors[1]);

        // The second image's second anchor is positive; deltas of 0 are the anchor itself, of IoU 0.5 with the object.
        MultiBoxLossValue value = new MultiBoxLoss(new MultiBoxLossOptions { Boxes = new IouLoss(IouKind.Iou) }, anchors, coder).Compute(
            new SsdOutput(zeros(2, 2, 2), zeros(2, 2, 4)), tensor(new long[] { 0, 0, 0, 1 }, [2, 2]), tensor(new long[] { 3 }), tensor(new[] { d.X, d.Y, d.W, d.H }, [1, 4]));

        Assert.Equal(Math.Log(2), value.Box.item<float>(), 1e-5);
        Assert.Throws<ArgumentException>(() => new MultiBoxLoss(new MultiBoxLossOptions { Boxes = new IouLoss() }));
    }

    private static MultiBoxLossValue Loss(MultiBoxLossOptions options, long[] labels, int images)
    {
        int anchors = labels.Length / images;
        long[] positives = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] > 0).Select(i => (long)i)];
        return new MultiBoxLoss(options).Compute(
            new SsdOutput(zeros(images, anchors, 2), zeros(images, anchors, 4)), tensor(labels, [images, anchors]),
            tensor(positives), zeros(positives.Length, 4));
    }
}

using System.Text.Json;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Training.Optimisation;

public class GradientTests
{
    private static readonly JsonElement _golden = GoldenFile.Read("gradients.json");

    [Fact]
    public void Clip_ByNormAndByValue_EqualsPyTorch()
    {
        foreach (JsonElement clip in _golden.GetProperty("clips").EnumerateArray())
        {
            using DisposeScope scope = NewDisposeScope();
            GivenGradients given = GivenGradients.From(_golden);
            given.Give(3);
            if (clip.TryGetProperty("norm", out JsonElement limit))
            {
                double before = nn.utils.clip_grad_norm_(given.Parameters, limit.GetDouble());
                Assert.Equal(clip.GetProperty("before").GetDouble(), before, 1e-5 * before);
            }
            else
            {
                nn.utils.clip_grad_value_(given.Parameters, clip.GetProperty("value").GetDouble());
            }

            Near(clip.Floats("values"), given.Gradients(), 1e-6);
        }
    }

    [Fact]
    public void Clip_ParametersWithoutGradients_AreLeftOut()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter frozen = new(ones(2)), trained = new(ones(2));
        (trained * 3).sum().backward();

        nn.utils.clip_grad_value_([frozen, trained], 1);
        double norm = nn.utils.clip_grad_norm_([frozen, trained], 10);

        Assert.Null(frozen.grad);
        Assert.Equal(Math.Sqrt(2), norm, 1e-6);
    }

    [Fact]
    public void MoveTowards_TwentySteps_EqualsPyTorchsAveragedModel()
    {
        using DisposeScope scope = NewDisposeScope();
        GivenGradients values = GivenGradients.From(_golden), means = GivenGradients.From(_golden);
        var module = new Kept(values.Parameters);
        var average = new Kept(means.Parameters);
        using optim.Optimizer plain = optim.SGD(values.Parameters, 0.01);
        double decay = _golden.GetProperty("decay").GetDouble();
        var found = new List<float[]>();
        for (int step = 0; step < values.Steps; step++)
        {
            plain.zero_grad();
            values.Give(step);
            plain.step();
            new ModuleState(average).MoveTowards(new ModuleState(module), Math.Min(decay, (2.0 + step) / (11.0 + step)));
            if (step % 5 == 4)
            {
                found.Add(means.Values());
            }
        }

        foreach ((JsonElement row, float[] mean) in _golden.GetProperty("averages").EnumerateArray().Zip(found))
        {
            Near([.. row.EnumerateArray().Select(v => v.GetSingle())], mean, 1e-6);
        }
    }

    // Both sides are float32 and add up the same few hundred numbers in another order.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Loss_InParts_GradientsAreThoseOfSixteenAtOnce(int parts)
    {
        JsonElement golden = GoldenFile.Read("accumulation.json");
        int images = golden.GetProperty("images").GetInt32(), anchors = golden.GetProperty("anchors").GetInt32(), labelCount = golden.GetProperty("labels").GetInt32();
        long[] truth = [.. golden.GetProperty("truth").EnumerateArray().Select(v => v.GetInt64())];
        float[] targets = golden.Floats("targets");
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(golden.Floats("logits"), [images, anchors, labelCount]).requires_grad_(true);
        Tensor deltas = tensor(golden.Floats("deltas"), [images, anchors, 4]).requires_grad_(true);
        var loss = new MultiBoxLoss(new MultiBoxLossOptions());
        var totals = new LossTotals(images, truth.Count(t => t > 0), truth.Chunk(anchors).Count(image => image.Any(t => t > 0)));
        double classes = 0, boxes = 0;
        foreach (BatchPart part in BatchPart.Cut(images, parts, images))
        {
            long[] own = truth[(part.First * anchors)..((part.First + part.Count) * anchors)];
            int[] positives = [.. Enumerable.Range(0, own.Length).Where(i => own[i] > 0)];
            float[] wanted = [.. positives.SelectMany(i => targets.AsSpan(4 * ((part.First * anchors) + i), 4).ToArray())];
            TensorIndex slice = TensorIndex.Slice(part.First, part.First + part.Count);
            MultiBoxLossValue value = loss.Compute(
                new SsdOutput(logits[slice], deltas[slice]), tensor(own, [part.Count, anchors]), tensor(positives.Select(p => (long)p).ToArray()),
                tensor(wanted, [positives.Length, 4]), parts > 1 ? totals : null);
            value.Total.backward();
            classes += value.Class.item<float>();
            boxes += value.Box.item<float>();
        }

        Assert.Equal(golden.GetProperty("classLoss").GetDouble(), classes, 1e-5);
        Assert.Equal(golden.GetProperty("boxLoss").GetDouble(), boxes, 1e-5);
        Near(golden.Floats("logitGradients"), logits.grad!.reshape(-1).data<float>().ToArray(), 1e-6);
        Near(golden.Floats("deltaGradients"), deltas.grad!.reshape(-1).data<float>().ToArray(), 1e-6);
    }

    [Theory]
    [InlineData(LossNormalisation.Positives)]
    [InlineData(LossNormalisation.PerImage)]
    [InlineData(LossNormalisation.Anchors)]
    public void Loss_InPartsUnderEachNormalisation_AddsUpToTheWhole(LossNormalisation normalisation)
    {
        const int Images = 4, Anchors = 3;
        foreach (ClassLoss classes in (ClassLoss[])[new SoftmaxCrossEntropy(), new GhmC()])
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = tensor([.. Enumerable.Range(0, Images * Anchors * 2).Select(i => MathF.Sin(i))], [Images, Anchors, 2]);
            Tensor deltas = zeros(Images, Anchors, 4);
            long[] truth = [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1]; // the second image has none
            var loss = new MultiBoxLoss(new MultiBoxLossOptions { Normalisation = normalisation, Classes = classes, Mining = NegativeMining.All });
            MultiBoxLossValue whole = Of(0, Images, null), first = Of(0, 2, new LossTotals(4, 5, 3)), second = Of(2, 2, new LossTotals(4, 5, 3));

            Assert.Equal(whole.Box.item<float>(), first.Box.item<float>() + second.Box.item<float>(), 1e-5f);
            if (!classes.IsMean) // a mean weighs each part by its own gradients
            {
                Assert.Equal(whole.Class.item<float>(), first.Class.item<float>() + second.Class.item<float>(), 1e-5f);
            }

            MultiBoxLossValue Of(int from, int count, LossTotals? totals)
            {
                long[] own = truth[(from * Anchors)..((from + count) * Anchors)];
                long[] positives = [.. Enumerable.Range(0, own.Length).Where(i => own[i] > 0).Select(i => (long)i)];
                TensorIndex slice = TensorIndex.Slice(from, from + count);
                return loss.Compute(
                    new SsdOutput(logits[slice], deltas[slice]), tensor(own, [count, Anchors]), tensor(positives), ones([positives.Length, 4]), totals);
            }
        }
    }

    [Fact]
    public void Loss_ClassWeights_CountEachLabelAsItsClass()
    {
        using DisposeScope scope = NewDisposeScope();
        using SsdDetector detector = Support.Detectors.Small();
        var options = new TrainingOptions { ClassWeights = new Dictionary<string, double> { ["blue"] = 0.4, ["nobody"] = 9 } };
        float[] weights = options.LabelWeights(detector.ClassNames)!;
        Tensor logits = tensor([.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))], [1, 4, 3]);
        long[] truth = [1, 2, 0, 2];

        MultiBoxLossValue Of(ClassLoss classes, float[]? labelWeights) => new MultiBoxLoss(
            new MultiBoxLossOptions { Classes = classes, Mining = NegativeMining.All }, detector.AnchorSet, detector.Architecture.Coder, labelWeights)
            .Compute(new SsdOutput(logits, zeros([1, 4, 4])), tensor(truth, [1, 4]), tensor(new long[] { 0, 1, 3 }), zeros([3, 4]));

        Assert.Equal([1, 1, 0.4f], weights);
        Assert.Null(new TrainingOptions().LabelWeights(detector.ClassNames));
        float expected = Of(new SoftmaxCrossEntropy([1, 1, 0.4]), null).Class.item<float>();
        Assert.Equal(expected, Of(new SoftmaxCrossEntropy(), weights).Class.item<float>(), 1e-6f);
        Assert.True(Of(new SigmoidFocal(), weights).Class.item<float>() < Of(new SigmoidFocal(), null).Class.item<float>());
    }

    [Theory]
    [InlineData(16, 2, 16, new[] { 8, 8 })]
    [InlineData(15, 2, 16, new[] { 7, 8 })]
    [InlineData(16, 1, 16, new[] { 16 })]
    [InlineData(3, 2, 4, new[] { 3 })] // a part of one image would spoil BatchNorm
    [InlineData(5, 4, 8, new[] { 2, 3 })]
    [InlineData(3, 4, 4, new[] { 1, 1, 1 })] // asked for
    [InlineData(1, 2, 16, new[] { 1 })]
    public void Cut_AnyBatch_GivesEvenParts(int images, int parts, int batchSize, int[] expected)
    {
        BatchPart[] found = BatchPart.Cut(images, parts, batchSize);

        Assert.Equal(expected, found.Select(p => p.Count));
        Assert.Equal(images, found[^1].First + found[^1].Count);
        Assert.All(found.Zip(found.Skip(1)), pair => Assert.Equal(pair.First.First + pair.First.Count, pair.Second.First));
    }

    private static void Near(float[] expected, float[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    private sealed class Kept : nn.Module<Tensor, Tensor>
    {
        public Kept(Parameter[] parameters)
            : base(nameof(Kept))
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                register_parameter($"p{i}", parameters[i]);
            }
        }

        public override Tensor forward(Tensor input) => input;
    }
}

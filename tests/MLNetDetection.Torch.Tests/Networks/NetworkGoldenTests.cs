using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Networks;

/// <summary>Whole networks against PyTorch's, by the files that tests/Golden/make_networks_golden.py wrote.</summary>
public sealed class NetworkGoldenTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("ssd256_gluon_4")]
    [InlineData("ssdlite320_mobilenet_v3_large_91")]
    public void Network_AgainstPyTorch_AllIsEqual(string file) => Compare(file);

    [Theory]
    [Trait("Category", "Verify")]
    [InlineData("ssd300_vgg16_21")]
    [InlineData("ssd300_vgg16_91")]
    [InlineData("ssd300_resnet50_21")]
    public void Network_LargeOnes_AllIsEqual(string file) => Compare(file);

    // Training in float64 but for VGG, where that takes minutes: in float32 one flipped ReLU moves a gradient by 1e-3 of its norm, between two threads of PyTorch itself and one.
    private void Compare(string file)
    {
        using var network = new NetworkCase(file);
        Outputs(network, 1e-4);
        Training(network, network.Golden.GetProperty("training"));
        log.WriteLine($"{file}: {string.Join(", ", network.Largest.Select(item => $"{item.Key} {item.Value:0.0e+0}"))}");
    }

    private static void Outputs(NetworkCase network, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement golden = network.Golden;
        Assert.Equal(golden.GetProperty("parameters").GetInt64(), network.Detector.ParameterCount);
        Assert.Equal(golden.GetProperty("parameters").GetInt64(), network.Architecture.CountParameters(network.Detector.ClassNames.Count));
        Anchors(network);
        Matches(network);
        using (no_grad())
        {
            SsdOutput output = network.Detector.Network.call(FormulaWeights.Batch(1, network.Size));
            network.Near(golden.GetProperty("logits"), output.Logits, tolerance, "outputs", "logits");
            network.Near(golden.GetProperty("deltas"), output.Deltas, tolerance, "outputs", "deltas");
            Loss(network, golden.GetProperty("losses"), network.Loss(network.Detector.Network.call(FormulaWeights.Batch(network.Objects.Length, network.Size))));
        }

        if (golden.TryGetProperty("detections", out JsonElement detections))
        {
            foreach (JsonElement picture in detections.EnumerateArray())
            {
                Detections(network, picture);
            }
        }
    }

    private static void Anchors(NetworkCase network)
    {
        JsonElement kept = network.Golden.GetProperty("anchors");
        Assert.Equal(kept.GetProperty("shape")[0].GetInt32(), network.Detector.AnchorSet.Count);
        float[] expected = kept.Floats("values");
        int step = kept.GetProperty("step").GetInt32();
        for (int i = 0; i < expected.Length; i++)
        {
            BoxXyxy box = network.Detector.AnchorSet[i * step / 4];
            float side = (i * step % 4) switch { 0 => box.X1, 1 => box.Y1, 2 => box.X2, _ => box.Y2 };
            network.Within("anchors, px", Math.Abs(expected[i] - side), 1e-5, $"anchor {i * step / 4}");
        }
    }

    private static void Matches(NetworkCase network)
    {
        AnnotatedObject[][] objects = network.Objects;
        for (int n = 0; n < objects.Length; n++)
        {
            int[] expected = [.. Enumerable.Repeat(-1, network.Detector.AnchorSet.Count)];
            foreach (JsonElement pair in network.Golden.GetProperty("matches")[n].EnumerateArray())
            {
                expected[pair[0].GetInt32()] = pair[1].GetInt32();
            }

            Assert.Equal(expected, network.Match(objects[n]));
        }
    }

    // Two scores a rounding apart may change places: each expected detection is looked for among the near ones.
    private static void Detections(NetworkCase network, JsonElement picture)
    {
        IReadOnlyList<Detection> found = network.Detector.Detect(
            [FormulaWeights.Picture(picture.GetProperty("index").GetInt32(), picture.GetProperty("width").GetInt32(), picture.GetProperty("height").GetInt32())],
            network.Architecture.Detection)[0];
        BoxXyxy[] boxes = Boxes.FromRow(picture.Floats("boxes"));
        int[] labels = picture.Ints("labels");
        float[] scores = picture.Floats("scores");
        Assert.Equal(boxes.Length, found.Count);
        Assert.Equal(labels.Order(), found.Select(d => d.ClassId + 1).Order());
        var left = found.ToList();
        for (int i = 0; i < boxes.Length; i++)
        {
            int at = left.FindIndex(d => d.ClassId + 1 == labels[i] && Math.Abs(d.Score - scores[i]) <= 1e-5 && Distance(d.Box, boxes[i]) <= 0.05);
            Assert.True(at >= 0, $"{boxes[i]} of class {labels[i]}, score {scores[i]}, was not found; nearest {left.MinBy(d => Math.Abs(d.Score - scores[i]))}");
            network.Within("scores", Math.Abs(left[at].Score - scores[i]), 1e-5, "score");
            network.Within("boxes, px", Distance(left[at].Box, boxes[i]), 0.05, "box");
            left.RemoveAt(at);
        }
    }

    private static void Loss(NetworkCase network, JsonElement expected, MultiBoxLossValue loss) =>
        network.LossIs(expected[0].GetDouble(), expected[1].GetDouble(), loss);

    private static double Distance(BoxXyxy a, BoxXyxy b) =>
        new[] { a.X1 - b.X1, a.Y1 - b.Y1, a.X2 - b.X2, a.Y2 - b.Y2 }.Max(Math.Abs);

    private static void Training(NetworkCase network, JsonElement golden)
    {
        using DisposeScope scope = NewDisposeScope();
        bool inDouble = golden.GetProperty("double").GetBoolean();
        if (inDouble)
        {
            network.ToDouble(training: true);
        }

        Dictionary<string, double[]> before = State(network).ToDictionary(item => item.Name, item => NetworkCase.Values(item.Value));
        optim.Optimizer optimizer = optim.SGD(network.Detector.Network.parameters(), golden.GetProperty("learningRate").GetDouble(), 0.9, 0, 5e-4);
        for (int step = 0; step < 3; step++)
        {
            using DisposeScope activations = NewDisposeScope();
            MultiBoxLossValue loss = network.Loss(
                inDouble ? network.CallInDouble(network.Objects.Length) : network.Detector.Network.call(FormulaWeights.Batch(network.Objects.Length, network.Size)));
            Loss(network, golden.GetProperty("losses")[step], loss);
            optimizer.zero_grad();
            loss.Total.backward();
            if (step == 0)
            {
                Gradients(network, golden.GetProperty("gradients"), inDouble);
            }

            optimizer.step();
        }

        foreach ((string name, Tensor value) in State(network))
        {
            JsonElement kept = golden.GetProperty("trained").GetProperty(name);
            network.Near(kept, value, 1e-4, "trained weights", $"trained {name}");
            double moved = NetworkCase.Norm(NetworkCase.Values(value).Zip(before[name], (now, then) => now - then)), expected = kept.GetProperty("moved").GetDouble();
            network.Within("way of the weights, relative", Math.Abs(moved - expected) / (expected + 1e-5), inDouble ? 1e-3 : 1e-2, $"the way of {name}");
        }
    }

    // What BatchNorm makes of a bias before it is 0 but for roundings, hence 1e-5 more than the norm.
    private static void Gradients(NetworkCase network, JsonElement golden, bool inDouble)
    {
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.Detector.Network.named_parameters())
        {
            JsonElement kept = golden.GetProperty(name);
            double norm = kept.GetProperty("norm").GetDouble();
            double unit = norm + 1e-5;
            network.Near(kept, parameter.grad!, 1e-4 * unit / (inDouble ? Math.Sqrt(parameter.numel()) : 1), "gradients, parts of the norm", $"gradient of {name}", unit);
        }
    }

    private static IEnumerable<(string Name, Tensor Value)> State(NetworkCase network) =>
        network.Detector.Network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(network.Detector.Network.named_buffers().Where(b => b.buffer.is_floating_point()).Select(b => (b.name, b.buffer)));
}

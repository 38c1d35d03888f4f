using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Networks;

/// <summary>Whole networks against PyTorch's, by the files that tests/Golden/make_networks_golden.py wrote.</summary>
public sealed class NetworkGoldenTests
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

    // In float64: in float32 one flipped ReLU moves a gradient by 1e-3 of its norm, between two threads of PyTorch itself and one.
    private static void Compare(string file)
    {
        using var network = new NetworkCase(file);
        Outputs(network, 1e-4);
        network.ToDouble(training: true);
        Training(network, network.Golden.GetProperty("training"));
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
            NetworkCase.Near(golden.GetProperty("logits"), output.Logits, tolerance, "logits");
            NetworkCase.Near(golden.GetProperty("deltas"), output.Deltas, tolerance, "deltas");
            network.LossIs(golden.GetProperty("losses"), network.Loss(network.Detector.Network.call(FormulaWeights.Batch(network.Objects.Length, network.Size))));
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
            Assert.Equal(expected[i], (i * step % 4) switch { 0 => box.X1, 1 => box.Y1, 2 => box.X2, _ => box.Y2 }, 1e-5);
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
            left.RemoveAt(at);
        }
    }

    private static double Distance(BoxXyxy a, BoxXyxy b) =>
        new[] { a.X1 - b.X1, a.Y1 - b.Y1, a.X2 - b.X2, a.Y2 - b.Y2 }.Max(Math.Abs);

    private static void Training(NetworkCase network, JsonElement golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, double[]> before = State(network).ToDictionary(item => item.Name, item => NetworkCase.Values(item.Value));
        optim.Optimizer optimizer = optim.SGD(network.Detector.Network.parameters(), golden.GetProperty("learningRate").GetDouble(), 0.9, 0, 5e-4);
        for (int step = 0; step < 3; step++)
        {
            using DisposeScope activations = NewDisposeScope();
            MultiBoxLossValue loss = network.Loss(network.CallInDouble(network.Objects.Length));
            network.LossIs(golden.GetProperty("losses")[step], loss);
            optimizer.zero_grad();
            loss.Total.backward();
            if (step == 0)
            {
                Gradients(network, golden.GetProperty("gradients"));
            }

            optimizer.step();
        }

        foreach ((string name, Tensor value) in State(network))
        {
            JsonElement kept = golden.GetProperty("trained").GetProperty(name);
            NetworkCase.Near(kept, value, 1e-4, $"trained {name}");
            double moved = NetworkCase.Norm(NetworkCase.Values(value).Zip(before[name], (now, then) => now - then)), expected = kept.GetProperty("moved").GetDouble();
            Assert.True(Math.Abs(moved - expected) <= 1e-4 * expected + 1e-9, $"{name} moved by {moved}, {expected} in PyTorch");
        }
    }

    // What BatchNorm makes of a bias before it is 0 but for roundings.
    private static void Gradients(NetworkCase network, JsonElement golden)
    {
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.Detector.Network.named_parameters())
        {
            JsonElement kept = golden.GetProperty(name);
            double norm = kept.GetProperty("norm").GetDouble();
            NetworkCase.Near(kept, parameter.grad!, 1e-4 * norm / Math.Sqrt(parameter.numel()) + 1e-9, $"gradient of {name} (norm {norm})");
        }
    }

    private static IEnumerable<(string Name, Tensor Value)> State(NetworkCase network) =>
        network.Detector.Network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(network.Detector.Network.named_buffers().Where(b => b.buffer.is_floating_point()).Select(b => (b.name, b.buffer)));
}

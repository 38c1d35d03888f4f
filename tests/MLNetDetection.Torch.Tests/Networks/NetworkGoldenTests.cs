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
    // The made-up weights of SSDLite's 80 layers magnify roundings: another number of threads moves a logit by 1.2e-4.
    [Theory]
    [InlineData("ssdlite320_mobilenet_v3_large_91", 1e-3)]
    [InlineData("ssd256_gluon_4", 1e-4)]
    public void Network_AgainstPyTorch_AnchorsMatchesAndOutputsAreEqual(string file, double tolerance)
    {
        using var network = new NetworkCase(file);
        Outputs(network, tolerance);
    }

    [Theory]
    [InlineData("ssd256_gluon_4")]
    public void Network_AgainstPyTorch_LossesGradientsAndThreeStepsAreEqual(string file)
    {
        using var network = new NetworkCase(file);
        Training(network);
    }

    [Theory]
    [Trait("Category", "Verify")]
    [InlineData("ssd300_vgg16_21")]
    public void Network_LargeOnes_AnchorsMatchesOutputsAndDetectionsAreEqual(string file)
    {
        using var network = new NetworkCase(file);
        Outputs(network, 1e-4);
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

    private static void Gradients(NetworkCase network)
    {
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.Detector.Network.named_parameters())
        {
            JsonElement kept = network.Golden.GetProperty("gradients").GetProperty(name);
            double norm = kept.GetProperty("norm").GetDouble();
            NetworkCase.Near(kept, parameter.grad!, 1e-4 * norm, $"gradient of {name} (norm {norm})");
        }
    }

    private static void Training(NetworkCase network)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement golden = network.Golden;
        // In eval mode, so that BatchNorm keeps its statistics: see the script.
        optim.Optimizer optimizer = optim.SGD(network.Detector.Network.parameters(), golden.GetProperty("learningRate").GetDouble(), 0.9, 0, 5e-4);
        for (int step = 0; step < 3; step++)
        {
            MultiBoxLossValue loss = network.Loss();
            double classes = golden.GetProperty("losses")[step][0].GetDouble(), boxes = golden.GetProperty("losses")[step][1].GetDouble();
            Assert.Equal(classes, loss.Class.item<float>(), 1e-5 * classes);
            Assert.Equal(boxes, loss.Box.item<float>(), 1e-5 * boxes);
            optimizer.zero_grad();
            loss.Total.backward();
            if (step == 0)
            {
                Gradients(network);
            }

            optimizer.step();
        }

        foreach ((string name, Tensor value) in network.Detector.Network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(network.Detector.Network.named_buffers().Where(b => b.buffer.is_floating_point()).Select(b => (b.name, b.buffer))))
        {
            NetworkCase.Near(golden.GetProperty("trained").GetProperty(name), value, 1e-4, $"trained {name}");
        }
    }
}

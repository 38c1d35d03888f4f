using System.Diagnostics;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Tests.WeightFiles;
using MLNetDetection.Torch.Weights;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;
using WeightLoader = MLNetDetection.Torch.Weights.Weights;

namespace MLNetDetection.Torch.Tests.Networks;

/// <summary>
/// Whole tensors against PyTorch on this machine: Python draws weights and writes them, this library reads them; outputs, anchors and
/// gradients come back as files of the same kind.
/// </summary>
public sealed class WholeNetworkTests(TemporaryFolder folder, ITestOutputHelper log) : IClassFixture<TemporaryFolder>
{
    [TorchvisionTheory]
    [Trait("Category", "Verify")]
    [InlineData("ssd256_gluon_4")]
    [InlineData("ssdlite320_mobilenet_v3_large_91")]
    [InlineData("ssd300_resnet50_21")]
    [InlineData("ssd300_vgg16_21")]
    [InlineData("ssd300_vgg16_91")]
    public void Network_WeightsWrittenByPython_WholeTensorsAreEqual(string file)
    {
        Run(file);
        using DisposeScope scope = NewDisposeScope();
        using var network = new NetworkCase(file);
        using WeightFile expected = WeightFile.Open(folder.File($"{file}.outputs.pth"));
        foreach (string kind in (string[])["legacy", "weights"])
        {
            WeightReport report = WeightLoader.Load(network.Detector.Network, folder.File($"{file}.{kind}.pth"));
            Assert.Empty(report.Missing.Concat(report.Unexpected).Concat(report.Mismatched));
            Outputs(network, expected);
        }

        if (expected.Tensors.ContainsKey("losses"))
        {
            network.ToDouble(training: false);
            Gradients(network, expected);
        }

        log.WriteLine($"{file}: {string.Join(", ", network.Largest.Select(item => $"{item.Key} {item.Value:0.0e+0}"))}");
    }

    private static void Outputs(NetworkCase network, WeightFile expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        SsdOutput output = network.Detector.Network.call(FormulaWeights.Batch(1, network.Size));
        Near(network, expected, "logits", NetworkCase.Values(output.Logits), 1e-4);
        Near(network, expected, "deltas", NetworkCase.Values(output.Deltas), 1e-4);
        Near(network, expected, "anchors", [.. Enumerable.Range(0, network.Detector.AnchorSet.Count).Select(a => network.Detector.AnchorSet[a])
            .SelectMany(box => new double[] { box.X1, box.Y1, box.X2, box.Y2 })], 1e-5);
    }

    private static void Gradients(NetworkCase network, WeightFile expected)
    {
        MultiBoxLossValue loss = network.Loss(network.CallInDouble(1));
        loss.Total.backward();
        double[] losses = NetworkCase.Values(expected.Tensors["losses"].Read());
        network.LossIs(losses[0], losses[1], loss);
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.Detector.Network.named_parameters())
        {
            double[] gradient = NetworkCase.Values(expected.Tensors[$"gradient.{name}"].Read());
            double norm = NetworkCase.Norm(gradient), apart = NetworkCase.Norm(gradient.Zip(NetworkCase.Values(parameter.grad!), (a, b) => a - b));
            network.Within("gradients, parts of the norm", apart / (norm + 1e-5), 1e-4, $"the gradient of {name}");
        }
    }

    private static void Near(NetworkCase network, WeightFile file, string name, double[] actual, double tolerance)
    {
        double[] expected = NetworkCase.Values(file.Tensors[name].Read());
        Assert.Equal(expected.Length, actual.Length);
        network.Within(name, expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), tolerance, name);
    }

    private void Run(string name)
    {
        string script = Path.Combine(SharedFolder.Repository(), "tests", "Golden", "make_networks_golden.py");
        using Process python = Process.Start(new ProcessStartInfo(TorchvisionTheoryAttribute.Python, [script, "--whole", folder.File(""), name]) { RedirectStandardError = true })!;
        string error = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, error);
    }
}

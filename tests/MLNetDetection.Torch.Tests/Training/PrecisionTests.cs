using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Training;

// bfloat16 is emulated where the processor lacks it: slower, with the same meaning. The parts can be tested everywhere.
public sealed class PrecisionTests
{
    public static TheoryData<string> Backbones => ["tiny", "gluon", "vgg", "vgg with BatchNorm", "resnet", "mobilenet v2", "mobilenet v3"];

    [Fact]
    public void Run_BFloat16_SaysWhatItUsedAndLearns()
    {
        var options = new TrainingOptions { Epochs = 12, BatchSize = 8, Threads = 1, Workers = 1, LearningRate = 0.02, Precision = TrainingPrecision.BFloat16 };
        using SsdDetector detector = Support.Detectors.Small();

        TrainingResult result = new DetectorTrainer(options).Run(detector, new SquaresSet(24));

        (TrainingPrecision used, string? reason) = PrecisionSupport.Choose(TrainingPrecision.BFloat16, ComputeDevice.Cpu);
        Assert.Equal(used, result.Precision);
        Assert.Equal(used == TrainingPrecision.Float32, reason is not null);
        Assert.True(result.Epochs[^1].Loss < 0.7 * result.Epochs[0].Loss, $"{result.Epochs[0].Loss} to {result.Epochs[^1].Loss}");
        Assert.All(detector.Network.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
        TrainingTimes times = result.Times;
        Assert.All([times.Forward, times.Loss, times.Backward, times.Update, times.Preparing, times.Matching], part => Assert.True(part > TimeSpan.Zero));
        Assert.True(times.Forward + times.Loss + times.Backward + times.Update + times.Waiting <= result.Duration);
    }

    [Theory]
    [MemberData(nameof(Backbones))]
    public void Refreshed_EachBackbone_ComputesNearlyWhatFloat32Does(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        BackboneDesign design = Design(name);
        var anchors = new AnchorGenerator([.. Enumerable.Repeat((AnchorShape[])[new(0.3, 0.3)], design.OutputChannels.Count)]);
        var architecture = new ComposedSsd(name, Input(name), Input(name), design, anchors, Preprocessing.ImageNet);
        using var detector = new SsdDetector(architecture, ["a", "b"], 1);
        using var reduced = new ReducedNetwork(detector.Network, detector.CreateNetwork(2), ScalarType.BFloat16);
        Tensor pixels = tensor(Noise(2 * Input(name) * Input(name) * 3), [2, Input(name), Input(name), 3]);

        SsdOutput expected = detector.Network.call(pixels), actual = reduced.Refreshed().call(pixels);
        actual.Logits.mul(actual.Logits).sum().add(actual.Deltas.mul(actual.Deltas).sum()).backward();
        reduced.GiveBack();

        Assert.Equal(ScalarType.Float32, actual.Logits.dtype);
        double spread = Norm(expected.Logits), apart = Norm(expected.Logits.sub(actual.Logits));
        Assert.InRange(apart, 0, 0.05 * spread);
        Assert.All(detector.Network.parameters(), parameter =>
        {
            Assert.Equal(ScalarType.Float32, parameter.grad!.dtype);
            Assert.True(float.IsFinite(parameter.grad.sum().item<float>()));
        });
    }

    [Fact]
    public void GiveBack_Twice_AddsTheGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using SsdDetector detector = Support.Detectors.Small();
        using var reduced = new ReducedNetwork(detector.Network, detector.CreateNetwork(2), ScalarType.BFloat16);
        Tensor pixels = zeros([1, 60, 80, 3], ScalarType.Byte);
        float[] Step()
        {
            reduced.Refreshed().call(pixels).Deltas.sum().backward();
            reduced.GiveBack();
            return detector.Network.parameters().Last().grad!.data<float>().ToArray();
        }

        float[] once = Step(), twice = Step();

        Assert.Contains(once, value => value != 0);
        Assert.Equal(once.Select(value => 2 * value), twice);
    }

    // A power of two moves no bit of a bfloat16 number, nor of a float32 one.
    [Fact]
    public void GiveBack_ScaledLoss_GivesTheUnscaledGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] Gradient(LossScaler? scaler)
        {
            using SsdDetector detector = Support.Detectors.Small();
            using var reduced = new ReducedNetwork(detector.Network, detector.CreateNetwork(2), ScalarType.BFloat16, scaler);
            reduced.Scaled(reduced.Refreshed().call(zeros([1, 60, 80, 3], ScalarType.Byte)).Deltas.sum()).backward();
            reduced.GiveBack();
            Assert.True(reduced.IsFinite());
            return detector.Network.parameters().Last().grad!.data<float>().ToArray();
        }

        Assert.Equal(Gradient(null), Gradient(new LossScaler()));
    }

    [Fact]
    public void IsFinite_GradientThatOverflowed_SaysNoAndHalvesTheFactor()
    {
        using DisposeScope scope = NewDisposeScope();
        using SsdDetector detector = Support.Detectors.Small();
        var scaler = new LossScaler();
        using var reduced = new ReducedNetwork(detector.Network, detector.CreateNetwork(2), ScalarType.BFloat16, scaler);
        reduced.Scaled(reduced.Refreshed().call(zeros([1, 60, 80, 3], ScalarType.Byte)).Deltas.sum().mul(float.PositiveInfinity)).backward();
        reduced.GiveBack();

        Assert.False(reduced.IsFinite());
        Assert.Equal(32768, scaler.Factor);
    }

    [Fact]
    public void Update_TwoThousandGoodSteps_DoublesTheFactorWhichAResumedRunKeeps()
    {
        var scaler = new LossScaler();
        for (int i = 0; i < 2000; i++)
        {
            Assert.Equal(65536, scaler.Factor);
            scaler.Update(true);
        }

        using var bytes = new MemoryStream();
        scaler.SaveState(new BinaryWriter(bytes));
        bytes.Position = 0;
        var resumed = new LossScaler();
        resumed.LoadState(new BinaryReader(bytes));

        Assert.Equal((131072.0, 131072.0), (scaler.Factor, resumed.Factor));
        Assert.Throws<InvalidDataException>(() => resumed.LoadState(new BinaryReader(new MemoryStream(new byte[12]))));
    }

    [Fact]
    public void Choose_Float16OnAProcessor_IsFloat32WithTheReason()
    {
        (TrainingPrecision used, string? reason) = PrecisionSupport.Choose(TrainingPrecision.Float16, ComputeDevice.Cpu);

        Assert.Equal(TrainingPrecision.Float32, used);
        Assert.Contains("float16", reason);
    }

    [Fact]
    public void Refreshed_FrozenParametersAndModes_AreTheFloat32Networks()
    {
        using SsdDetector detector = Support.Detectors.Small();
        using var reduced = new ReducedNetwork(detector.Network, detector.CreateNetwork(2), ScalarType.BFloat16);
        detector.Network.parameters().First().requires_grad = false;
        detector.Network.train();
        detector.Network.modules().Last().eval();

        SsdNetwork copy = reduced.Refreshed();

        Assert.Equal(detector.Network.modules().Select(m => m.training), copy.modules().Select(m => m.training));
        Assert.Equal(detector.Network.parameters().Select(p => p.requires_grad), copy.parameters().Select(p => p.requires_grad));
    }

    private static double Norm(Tensor tensor) => Math.Sqrt(tensor.mul(tensor).sum().item<float>());

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static int Input(string name) => name is "resnet" or "vgg" or "vgg with BatchNorm" ? 300 : 128;

    private static BackboneDesign Design(string name) => name switch
    {
        "tiny" => new TinyDesign(16),
        "gluon" => new GluonDesign(),
        "vgg" => new VggDesign(),
        "vgg with BatchNorm" => new VggDesign(batchNorm: true),
        "resnet" => new ResNetDesign(18),
        "mobilenet v2" => new MobileNetV2Design(),
        _ => new MobileNetV3Design(),
    };
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class ModuleTests
{
    [Fact]
    public void StateDict_OfNestedModules_NamesParametersThenBuffers()
    {
        using var network = new SmallNetwork();

        Assert.Equal(
            [
                "scale",
                "stem.weight",
                "body.0.weight",
                "body.0.bias",
                "heads.0.weight",
                "heads.0.bias",
                "heads.1.weight",
                "heads.1.bias",
                "mean",
                "body.0.running_mean",
                "body.0.running_var",
                "body.0.num_batches_tracked",
            ],
            StateNames(network));
    }

    [Fact]
    public void Parameters_Shared_AreListedOnce()
    {
        using var network = new SmallNetwork();

        Assert.Equal(8, network.parameters().Count());
        Assert.Equal(4, network.named_buffers().Count());
    }

    [Fact]
    public void Eval_OfTheRoot_ReachesEveryPart()
    {
        using var network = new SmallNetwork();

        network.eval();
        Assert.All(network.modules(), module => Assert.False(module.training));
        network.train();
        Assert.All(network.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void BatchNorm_Training_MovesRunningValues()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(1);
        Tensor input = tensor(new float[] { 0, 1, 2, 3 }, [1, 1, 2, 2]);

        float[] trained = norm.call(input).data<float>().ToArray();

        // Mean 1.5, variance 1.25 (1.6667 unbiased); momentum 0.1 of both enters the running values.
        Assert.Equal(-1.3416354656219482f, trained[0], 6);
        Assert.Equal(0.15f, norm.running_mean!.item<float>(), 6);
        Assert.Equal(1.066666603088379f, norm.running_var!.item<float>(), 6);
        norm.eval();
        Assert.Equal(-0.14523620903491974f, norm.call(input).data<float>()[0], 6);
    }

    // A norm and a ReLU in a sequence may be computed together; 8 and 24 channels beside each other are, the others are not.
    [Theory]
    [InlineData(ScalarType.Float32, 24, true, 1e-4)]
    [InlineData(ScalarType.Float32, 24, false, 1e-4)]
    [InlineData(ScalarType.Float32, 5, true, 1e-4)]
    [InlineData(ScalarType.BFloat16, 8, true, 0.02)]
    public void Sequential_NormAndReLU_AreWhatTheyAreOneAfterTheOther(ScalarType type, int channels, bool channelsLast, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        Tensor values = Activations(), gradient = Activations();
        var results = new List<float[][]>();
        foreach (bool together in new[] { true, false })
        {
            BatchNorm2d norm = nn.BatchNorm2d(channels);
            using (no_grad())
            {
                norm.parameters().First().copy_(tensor(Enumerable.Range(0, channels).Select(c => c * 0.3f - 0.5f).ToArray()));
                norm.parameters().Last().copy_(tensor(Enumerable.Range(0, channels).Select(c => 1 - c * 0.2f).ToArray()));
            }

            using Sequential both = nn.Sequential(("norm", norm), ("relu", nn.ReLU(true)));
            Tensor input = values.mul(2).add(3).to(type).detach();
            input.requires_grad = true;
            Tensor output = input;
            for (int batch = 0; batch < 2; batch++) // the second moves running values that the first has set
            {
                output = together ? both.call(input) : nn.functional.relu(norm.call(input));
            }

            output.mul(gradient.to(type)).sum().backward();
            Tensor[] all = [output, input.grad!, .. norm.parameters().Select(p => p.grad!), .. norm.buffers()];
            results.Add([.. all.Select(t => t.detach().to(ScalarType.Float32).contiguous().reshape(-1).data<float>().ToArray())]);
        }

        Assert.Equal(2, results[0][^1].Single()); // batches counted
        Assert.Contains(results[0][0], value => value == 0);
        Assert.Contains(results[0][0], value => value > 1);
        foreach ((float[] together, float[] apart) in results[0].Zip(results[1]))
        {
            double scale = Math.Max(1, apart.Max(Math.Abs));
            Assert.Equal(together.Length, apart.Length);
            Assert.All(together.Zip(apart), pair => Assert.Equal(pair.Second / scale, pair.First / scale, tolerance));
        }

        Tensor Activations() => channelsLast ? randn(3 * 31 * 17 * channels).reshape(3, 31, 17, channels).permute(0, 3, 1, 2) : randn(3 * channels * 31 * 17).reshape(3, channels, 31, 17);
    }

    [Fact]
    public void Sequential_NormAndReLU_KeepWhatIsNotANumber()
    {
        using var scope = NewDisposeScope();
        using Sequential both = nn.Sequential(("norm", nn.BatchNorm2d(8)), ("relu", nn.ReLU(true)));
        float[] values = new float[8 * 4];
        values[0] = float.NaN;

        float[] output = both.call(tensor(values, [1, 2, 2, 8]).permute(0, 3, 1, 2)).contiguous().data<float>().ToArray();

        Assert.All(output[..4], value => Assert.True(float.IsNaN(value))); // its channel
        Assert.All(output[4..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Sequential_WithoutModules_ReturnsItsInput()
    {
        using var scope = NewDisposeScope();
        using Sequential empty = nn.Sequential();

        Assert.Equal([1, 1], empty.call(ones(2)).data<float>().ToArray());
    }

    [Fact]
    public void Dispose_OfTheRoot_DisposesEveryParameter()
    {
        var network = new SmallNetwork();
        Parameter[] parameters = network.parameters().ToArray();

        network.Dispose();

        Assert.All(parameters, parameter => Assert.True(parameter.IsInvalid));
    }

    [Fact]
    public void Parameters_MadeInAScope_OutliveIt()
    {
        Conv2d convolution;
        using (NewDisposeScope())
        {
            convolution = nn.Conv2d(1, 1, 1);
        }

        Assert.False(convolution.weight.IsInvalid);
        convolution.Dispose();
        convolution.weight.Dispose();
    }

    private static IEnumerable<string> StateNames(nn.Module module) => module.state_dict().Keys;

    private sealed class SmallNetwork : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d stem;
        private readonly Sequential body;
        private readonly ModuleList<Conv2d> heads;
        private readonly Parameter scale;
        private readonly Tensor mean;

        public SmallNetwork()
            : base("small")
        {
            stem = nn.Conv2d(3, 4, 3, bias: false);
            body = nn.Sequential(nn.BatchNorm2d(4), nn.ReLU());
            heads = nn.ModuleList(nn.Conv2d(4, 2, 1), nn.Conv2d(4, 3, 1));
            scale = new Parameter(ones(1));
            mean = zeros(3);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => heads[0].call(body.call(stem.call(input - mean.reshape(1, 3, 1, 1)))) * scale;
    }
}

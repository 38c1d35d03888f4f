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

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class ModuleRegistrationTests
{
    [Fact]
    public void RegisterModule_ByHand_NamesTheState()
    {
        using var network = new Registered();

        Assert.Equal(
            ["stem.first.weight", "stem.first.bias", "stem.second.weight", "stem.second.bias", "stages.0.weight", "stages.0.bias"],
            network.named_parameters().Select(entry => entry.name));
        Assert.Empty(network.named_parameters(recurse: false));
        Assert.Equal(["stem.second.running_mean", "stem.second.running_var", "stem.second.num_batches_tracked"],
            network.named_buffers().Select(entry => entry.name));
        Assert.Equal(3, network.buffers().Count());
        Assert.Equal(["stem", "stages"], network.named_children().Select(entry => entry.name));
        Assert.Equal(["stem", "stages", "stem.first", "stem.second", "stages.0"], network.named_modules().Select(entry => entry.name));
    }

    [Theory]
    [InlineData("a.b", typeof(ArgumentException))]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("stem", typeof(InvalidOperationException))]
    public void RegisterModule_BadName_IsRefused(string name, Type error)
    {
        using var network = new Registered();
        using ReLU part = nn.ReLU();

        Assert.Throws(error, () => network.register_module(name, part));
    }

    [Fact]
    public void RegisterBuffer_NotPersistent_IsNotInTheStateDict()
    {
        using var network = new Registered();
        network.register_buffer("kept", tensor(new float[] { 1 }));
        network.register_buffer("passing", tensor(new float[] { 2 }), persistent: false);
        network.register_parameter("scale", new Parameter(ones(1)));

        Assert.Contains("kept", network.state_dict().Keys);
        Assert.DoesNotContain("passing", network.state_dict().Keys);
        Assert.Equal("scale", network.state_dict().Keys.First());
        Assert.Throws<InvalidOperationException>(() => network.register_buffer("kept", zeros(1)));
        Assert.Throws<InvalidOperationException>(() => network.register_parameter("scale", new Parameter(zeros(1))));
    }

    [Fact]
    public void Register_OnAModuleWithoutParameters_IsRefused()
    {
        using ReLU module = nn.ReLU();

        Assert.Throws<InvalidOperationException>(() => module.register_buffer("b", zeros(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_parameter("p", new Parameter(zeros(1))));
    }

    [Fact]
    public void ModuleList_AsAList_KeepsItsOrder()
    {
        using ReLU first = nn.ReLU();
        using ReLU second = nn.ReLU();
        using ReLU third = nn.ReLU();
        using ModuleList<ReLU> list = nn.ModuleList(first, third);

        list.Insert(1, second);

        Assert.Equal([first, second, third], list);
        Assert.Equal((3, false, 2), (list.Count, list.IsReadOnly, list.IndexOf(third)));
        Assert.True(list.Remove(second) && list.Contains(first) && !list.Contains(second));
        list.RemoveAt(0);
        list.Add(second);
        var copy = new ReLU[2];
        list.CopyTo(copy, 0);
        Assert.Equal([third, second], copy);
        list.Clear();
        Assert.Empty(list);
    }

    [Fact]
    public void ModuleList_OfAModule_IsRegisteredByPosition()
    {
        using ModuleList<Conv2d> list = nn.ModuleList(nn.Conv2d(1, 1, 1, bias: false), nn.Conv2d(1, 2, 1, bias: false));
        using var holder = new Holder(list);

        Assert.Equal(["parts.0.weight", "parts.1.weight"], holder.state_dict().Keys);
    }

    private sealed class Holder : nn.Module<Tensor, Tensor>
    {
        public Holder(ModuleList<Conv2d> parts)
            : base("holder") => register_module("parts", parts);

        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Registered : nn.Module<Tensor, Tensor>
    {
        private readonly Sequential _stem = nn.Sequential(("first", nn.Conv2d(1, 2, 3)), ("second", nn.BatchNorm2d(2)));
        private readonly ModuleList<Conv2d> _stages = nn.ModuleList(nn.Conv2d(2, 1, 1));

        public Registered()
            : base("registered")
        {
            register_module("stem", _stem);
            register_module("stages", _stages);
        }

        public override Tensor forward(Tensor input) => _stages[0].call(_stem.call(input));
    }
}

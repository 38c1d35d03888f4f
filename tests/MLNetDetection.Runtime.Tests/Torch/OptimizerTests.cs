using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>Three steps on w^2 x (1, 2, 3) from (1, -2, 3); the results are PyTorch's.</summary>
[Collection(TorchCollection.Name)]
public class OptimizerTests
{
    [Fact]
    public void Sgd_WithMomentumAndDecay_StepsAsPyTorch() => AssertSteps(
        weight => optim.SGD([weight], 0.1, 0.9, 0, 0.01),
        0.05819422006607056f, 1.0844929218292236f, -2.5647809505462646f);

    [Fact]
    public void Sgd_WithNesterov_StepsAsPyTorch() => AssertSteps(
        weight => optim.SGD([new SGD.ParamGroup([weight], 0.1, 0.9, 0, 0.01, true)], 0.1),
        -0.11165107786655426f, 0.8670104742050171f, -0.9084886312484741f);

    [Fact]
    public void AdamW_WithDecay_StepsAsPyTorch() => AssertSteps(
        weight => optim.AdamW([new AdamW.ParamGroup([weight], 0.1, 0.9, 0.999, 1e-8, 0.01)], 0.1),
        0.6989112496376038f, -1.6949446201324463f, 2.6917035579681396f);

    [Theory]
    [InlineData("SGD", 64)]
    [InlineData("AdamW", 97)]
    [InlineData("Adam", 96)]
    [InlineData("NAdam", 110)]
    [InlineData("RMSProp", 115)]
    [InlineData("Adadelta", 90)]
    public void State_SavedAndLoaded_GoesOnAsIfNeverStopped(string kind, int bytes)
    {
        using var scope = NewDisposeScope();
        Parameter whole = Weight(), part = Weight();
        using OptimizerHelper one = Create(whole), first = Create(part);
        Step(one, whole, 4);
        Step(first, part, 2);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        first.save_state_dict(writer);
        writer.Flush();
        var rest = new Parameter(tensor(part.data<float>().ToArray()));
        using OptimizerHelper second = Create(rest);

        stream.Position = 0;
        second.load_state_dict(new BinaryReader(stream));
        Step(second, rest, 2);

        Assert.Equal(whole.data<float>().ToArray(), rest.data<float>().ToArray());
        Assert.Equal(bytes, stream.Length);
        Assert.Equal(stream.Length, stream.Position);

        static Parameter Weight() => new(tensor(new float[] { 1, -2, 3 }));
        OptimizerHelper Create(Parameter weight) => kind switch
        {
            "SGD" => optim.SGD([new SGD.ParamGroup([weight], 0.1, 0.9, 0, 0.01, true)], 0.1),
            "AdamW" => optim.AdamW([new AdamW.ParamGroup([weight], 0.1, 0.9, 0.999, 1e-8, 0.01)], 0.1),
            "Adam" => optim.Adam([new Adam.ParamGroup([weight], 0.1, 0.9, 0.999, 1e-8, 0.01)], 0.1),
            "NAdam" => optim.NAdam([new NAdam.ParamGroup([weight], 0.1, 0.9, 0.999, 1e-8, 0.01)], 0.1),
            "RMSProp" => optim.RMSProp([new RMSProp.ParamGroup([weight], 0.1, 1e-8, 0.9, 0.01, 0.9, true)], 0.1),
            _ => optim.Adadelta([new Adadelta.ParamGroup([weight], 1, 0.9, 1e-6, 0.01)], 1),
        };
    }

    [Fact]
    public void State_OfAnotherOptimizer_IsRefused()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(1));
        using OptimizerHelper sgd = optim.SGD([new SGD.ParamGroup([weight], 0.1)], 0.1);
        using OptimizerHelper adam = optim.AdamW([new AdamW.ParamGroup([weight], 0.1)], 0.1);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sgd.save_state_dict(writer);
        stream.Position = 0;

        Assert.Throws<InvalidDataException>(() => adam.load_state_dict(new BinaryReader(stream)));
    }

    /// <summary>Four steps, each with a rate and a momentum of its own, as a schedule sets them.</summary>
    [Theory]
    [InlineData(true, new[] { -0.199506014585495f, 1.8247095346450806f, -3.6574208736419678f })]
    [InlineData(false, new[] { 0.6388847827911377f, -1.6340422630310059f, 2.6301262378692627f })]
    public void Schedule_ChangingRateAndMomentum_StepsAsPyTorch(bool sgd, float[] expected)
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(tensor(new float[] { 1, -2, 3 }));
        using optim.Optimizer optimizer = sgd
            ? optim.SGD([new SGD.ParamGroup([weight], 0.1, 0.9, 0, 0.01)], 0.1)
            : optim.AdamW([new AdamW.ParamGroup([weight], 0.1, 0.9, 0.999, 1e-8, 0.01)], 0.1);
        foreach ((double rate, double momentum) in new[] { (0.1, 0.9), (0.05, 0.8), (0.2, 0.85), (0.01, 0.95) })
        {
            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = rate;
                Assert.Equal(sgd, group is optim.IMomentum);
                if (group is optim.IMomentum moving)
                {
                    moving.Momentum = momentum;
                }
            }

            optimizer.zero_grad();
            (weight * weight * tensor(new float[] { 1, 2, 3 })).sum().backward();
            optimizer.step();
        }

        Assert.All(expected.Zip(weight.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Step_WithAClosure_GivesItsLoss()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(1));
        using optim.Optimizer optimizer = optim.SGD([new SGD.ParamGroup([weight], 0.5)], 0.5);

        Tensor? loss = optimizer.step(() =>
        {
            Tensor value = (weight * 3).sum();
            value.backward();
            return value;
        });

        Assert.Equal(3, loss!.item<float>());
        Assert.Equal(-0.5f, weight.item<float>());
        Assert.Same(weight, optimizer.parameters().Single());
    }

    [Fact]
    public void LearningRate_SetOnAGroup_RulesTheNextStep()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(1));
        using optim.Optimizer optimizer = optim.SGD([new SGD.ParamGroup([weight], 0.5)], 0.5);
        weight.sum().backward();

        foreach (optim.ILearningRateController group in optimizer.ParamGroups)
        {
            group.LearningRate = 0.25;
        }

        optimizer.step();
        Assert.Equal(0.75f, weight.item<float>());
    }

    [Fact]
    public void Step_OfAParameterWithoutGradient_LeavesIt()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(1));
        using optim.Optimizer optimizer = optim.SGD([new SGD.ParamGroup([weight], 1)], 1);

        optimizer.step();

        Assert.Equal(1, weight.item<float>());
    }

    [Fact]
    public void Sgd_NegativeRate_IsRefused()
    {
        using var weight = new Parameter(zeros(1));

        Assert.Throws<ArgumentException>(() => optim.SGD([new SGD.ParamGroup([weight], 1)], -1));
    }

    private static void AssertSteps(Func<Parameter, optim.Optimizer> create, params float[] expected)
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(tensor(new float[] { 1, -2, 3 }));
        using optim.Optimizer optimizer = create(weight);
        for (int i = 0; i < 3; i++)
        {
            optimizer.zero_grad();
            (weight * weight * tensor(new float[] { 1, 2, 3 })).sum().backward();
            optimizer.step();
        }

        float[] found = weight.data<float>().ToArray();
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-6f);
        }
    }

    private static void Step(OptimizerHelper optimizer, Parameter weight, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            (weight * weight).sum().backward();
            optimizer.step();
        }
    }
}

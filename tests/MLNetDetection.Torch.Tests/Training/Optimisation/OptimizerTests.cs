using System.Text.Json;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Training.Optimisation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Training.Optimisation;

public class OptimizerTests
{
    private static readonly JsonElement _golden = GoldenFile.Read("optimizers.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, _golden.GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> Changing => [.. Enumerable.Range(0, _golden.GetProperty("changing").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_TwentyTimes_EqualsPyTorch(int index)
    {
        JsonElement golden = _golden.GetProperty("cases")[index];
        TrainingOptions options = Options(golden);
        using DisposeScope scope = NewDisposeScope();
        GivenGradients given = GivenGradients.From(_golden);
        using OptimizerHelper optimizer = OptimizerFactory.Create([new ParameterGroup(given.Parameters, 1, options.WeightDecay)], options);

        Near(golden.GetProperty("values"), given.Run(optimizer, _ => { }));
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public void Step_RateOfAScheduleAtEachStep_EqualsPyTorch(int index)
    {
        JsonElement golden = _golden.GetProperty("changing")[index];
        double[] rates = [.. _golden.GetProperty("rates").EnumerateArray().Select(r => r.GetDouble())];
        var options = new TrainingOptions { Optimizer = Kind(golden), LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.05 };
        using DisposeScope scope = NewDisposeScope();
        GivenGradients given = GivenGradients.From(_golden);
        using OptimizerHelper optimizer = OptimizerFactory.Create([new ParameterGroup(given.Parameters, 1, 0.05)], options);

        Near(golden.GetProperty("values"), given.Run(optimizer, step => optimizer.ParamGroups.Single().LearningRate = rates[step]));
    }

    [Fact]
    public void Step_GroupsWithTheirOwnRateAndDecay_EqualsPyTorch()
    {
        double[] rates = [.. _golden.GetProperty("rates").EnumerateArray().Select(r => r.GetDouble())];
        var options = new TrainingOptions { LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.05 };
        using DisposeScope scope = NewDisposeScope();
        GivenGradients given = GivenGradients.From(_golden);
        ParameterGroup[] groups = [new(given.Parameters[..2], 1, 0.05), new(given.Parameters[2..3], 1, 0), new(given.Parameters[3..], 2, 0)];
        using OptimizerHelper optimizer = OptimizerFactory.Create(groups, options);

        float[][] values = given.Run(optimizer, step =>
        {
            foreach ((optim.ILearningRateController group, ParameterGroup own) in optimizer.ParamGroups.Zip(groups))
            {
                group.LearningRate = rates[step] * own.RateFactor;
            }
        });

        Near(_golden.GetProperty("grouped"), values);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void State_SavedAfterTenSteps_GoesOnToTheSameBits(int index)
    {
        TrainingOptions options = Options(_golden.GetProperty("cases")[index]);
        using DisposeScope scope = NewDisposeScope();
        GivenGradients whole = GivenGradients.From(_golden), part = GivenGradients.From(_golden), rest = GivenGradients.From(_golden);
        using OptimizerHelper undisturbed = Create(whole), first = Create(part), second = Create(rest);
        whole.Run(undisturbed, _ => { });
        part.Run(first, _ => { }, 0, 10);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        first.save_state_dict(writer);
        writer.Flush();
        stream.Position = 0;
        second.load_state_dict(new BinaryReader(stream));
        rest.Take(part);

        rest.Run(second, _ => { }, 10);

        Assert.Equal(whole.Values(), rest.Values());
        Assert.Equal(stream.Length, stream.Position);

        OptimizerHelper Create(GivenGradients given) => OptimizerFactory.Create([new ParameterGroup(given.Parameters, 1, options.WeightDecay)], options);
    }

    private static TrainingOptions Options(JsonElement golden)
    {
        double? Number(string name) => golden.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;
        bool Truth(string name) => golden.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
        var options = new TrainingOptions
        {
            Optimizer = Kind(golden), LearningRate = Number("rate")!.Value, Momentum = Number("momentum")!.Value, WeightDecay = Number("decay")!.Value,
            OptimizerDetails = new OptimizerDetails
            {
                Smoothing = Number("smoothing"), Epsilon = Number("epsilon"), AmsGrad = Truth("amsgrad"), Centred = Truth("centred"),
                MomentumDecay = Number("momentumdecay") ?? 0.004,
            },
        };
        options.OptimizerDetails.Validate();
        return options;
    }

    private static OptimizerKind Kind(JsonElement golden) => Enum.Parse<OptimizerKind>(golden.GetProperty("kind").GetString()!);

    // Both sides run the same operators in float32; PyTorch's fused forms may round a last bit otherwise, which twenty steps keep.
    private static void Near(JsonElement expected, float[][] values)
    {
        Assert.Equal(expected.GetArrayLength(), values.Length);
        foreach ((JsonElement row, float[] found) in expected.EnumerateArray().Zip(values))
        {
            float[] wanted = [.. row.EnumerateArray().Select(v => v.GetSingle())];
            Assert.Equal(wanted.Length, found.Length);
            Assert.All(wanted.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-6 * Math.Max(1, Math.Abs(pair.First))));
        }
    }
}

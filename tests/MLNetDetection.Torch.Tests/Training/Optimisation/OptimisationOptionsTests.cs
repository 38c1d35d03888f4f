using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training.Optimisation;

public class OptimisationOptionsTests
{
    public static TheoryData<string, Action<TrainingOptions>> Bad => new()
    {
        { "BiasRate", o => o.BiasRate = 0 },
        { "BiasRate", o => o.BiasRate = double.NaN },
        { "BackboneRate", o => o.BackboneRate = -1 },
        { "GradientValue", o => o.GradientValue = -0.1 },
        { "GradientValue", o => o.GradientValue = double.NaN },
        { "GradientAccumulation", o => o.GradientAccumulation = 0 },
        { "GradientAccumulation", o => (o.BatchSize, o.GradientAccumulation) = (4, 5) },
        { "Momentum", o => (o.Optimizer, o.Momentum, o.MomentumSwing) = (OptimizerKind.SgdNesterov, 0, 0) },
        { "MomentumSwing", o => (o.Optimizer, o.Momentum, o.MomentumSwing) = (OptimizerKind.SgdNesterov, 0.1, 0.1) },
        { "Optimizer", o => o.Optimizer = (OptimizerKind)99 },
        { "Schedule", o => o.Schedule = (ScheduleKind)99 },
        { "OptimizerDetails.Smoothing", o => o.OptimizerDetails.Smoothing = 1 },
        { "OptimizerDetails.Smoothing", o => o.OptimizerDetails.Smoothing = double.NaN },
        { "OptimizerDetails.Epsilon", o => o.OptimizerDetails.Epsilon = 0 },
        { "OptimizerDetails.MomentumDecay", o => o.OptimizerDetails.MomentumDecay = -1 },
        { "ScheduleDetails.Unit", o => o.ScheduleDetails.Unit = (ScheduleUnit)9 },
        { "ScheduleDetails.Cycles", o => o.ScheduleDetails.Cycles = (CycleForm)9 },
        { "ScheduleDetails.WarmupSteps", o => o.ScheduleDetails.WarmupSteps = -1 },
        { "ScheduleDetails.WarmupStart", o => o.ScheduleDetails.WarmupStart = 1.1 },
        { "ScheduleDetails.Gamma", o => o.ScheduleDetails.Gamma = 0 },
        { "ScheduleDetails.Gamma", o => o.ScheduleDetails.Gamma = 1.5 },
        { "ScheduleDetails.StepLength", o => o.ScheduleDetails.StepLength = 0 },
        { "ScheduleDetails.MilestonesAt", o => o.ScheduleDetails.MilestonesAt = [3, 3] },
        { "ScheduleDetails.MilestonesAt", o => o.ScheduleDetails.MilestonesAt = [0, 3] },
        { "ScheduleDetails.Power", o => o.ScheduleDetails.Power = 0 },
        { "ScheduleDetails.LowestShare", o => o.ScheduleDetails.LowestShare = -0.1 },
        { "ScheduleDetails.CycleLength", o => o.ScheduleDetails.CycleLength = 0 },
        { "ScheduleDetails.StartDivisor", o => o.ScheduleDetails.StartDivisor = 0.5 },
        { "ScheduleDetails.EndDivisor", o => o.ScheduleDetails.EndDivisor = double.PositiveInfinity },
        { "ClassWeights.person", o => o.ClassWeights = new Dictionary<string, double> { ["person"] = -1 } },
        { "ClassWeights.person", o => o.ClassWeights = new Dictionary<string, double> { ["person"] = double.NaN } },
        { "Freezing.Stages", o => o.Freezing.Stages = -2 },
        { "Freezing.Epochs", o => o.Freezing.Epochs = -1 },
        { "Freezing.Norms", o => o.Freezing.Norms = (FrozenNorms)7 },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_OutOfRange_NamesTheOption(string name, Action<TrainingOptions> spoil)
    {
        var options = new TrainingOptions();
        spoil(options);

        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(options.Validate).ParamName);
    }

    [Fact]
    public void Validate_NothingGiven_NamesTheOption()
    {
        Assert.Throws<ArgumentNullException>(new TrainingOptions { OptimizerDetails = null! }.Validate);
        Assert.Throws<ArgumentNullException>(new TrainingOptions { ScheduleDetails = null! }.Validate);
        Assert.Throws<ArgumentNullException>(new TrainingOptions { Freezing = null! }.Validate);
    }
}

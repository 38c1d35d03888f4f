namespace MLNetDetection.Torch.Training;

/// <summary>Sets each step's rate and momentum.</summary>
internal sealed class ScheduleHook(TrainingOptions options, int iterations, int iterationsPerEpoch) : TrainingHook
{
    private readonly LearningRateSchedule _schedule = new(
        options.Schedule, options.LearningRate, iterations, options.WarmupShare, options.Milestones,
        options.ScheduleDetails, iterationsPerEpoch);

    public override HookPriority Priority => HookPriority.VeryHigh;

    public override void BeforeIteration(TrainingContext run)
    {
        run.LearningRate = _schedule.At(run.Iteration);
        run.Momentum = options.Momentum + _schedule.MomentumOffset(run.Iteration, options.MomentumSwing);
    }
}

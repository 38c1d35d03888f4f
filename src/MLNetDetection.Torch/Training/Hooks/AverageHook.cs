namespace MLNetDetection.Torch.Training;

/// <summary>Keeps the running average of the weights.</summary>
internal sealed class AverageHook(double decay) : TrainingHook
{
    public override HookPriority Priority => HookPriority.High;

    // Early weights are poor and must not linger: after t steps at most (1 + t) / (10 + t) of the old average is kept.
    public override void AfterIteration(TrainingContext run)
    {
        if (!run.Skipped)
        {
            run.AverageState.MoveTowards(run.NetworkState, Math.Min(decay, (1.0 + run.Iteration) / (10.0 + run.Iteration)));
        }
    }
}

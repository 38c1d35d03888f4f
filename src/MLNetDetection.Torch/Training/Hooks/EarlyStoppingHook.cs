namespace MLNetDetection.Torch.Training;

/// <summary>Ends the run where AP no longer rises, or where its time is used up.</summary>
internal sealed class EarlyStoppingHook : TrainingHook
{
    public override HookPriority Priority => HookPriority.Low;

    public override void BeforeRun(TrainingContext run)
    {
        if (run.Records.Count > 0)
        {
            run.End ??= WithoutGain(run);
        }
    }

    public override void AfterEpoch(TrainingContext run)
    {
        if (run.Epoch < run.Options.Epochs)
        {
            run.End ??= WithoutGain(run) ?? (run.Elapsed >= run.Options.TimeBudget ? RunEnd.TimeUsed : null);
        }
    }

    private static RunEnd? WithoutGain(TrainingContext run) =>
        run.Options.Patience > 0 && run.ValidationsWithoutGain >= run.Options.Patience ? RunEnd.NoGain : null;
}

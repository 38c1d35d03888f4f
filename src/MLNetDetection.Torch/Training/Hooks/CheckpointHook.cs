namespace MLNetDetection.Torch.Training;

/// <summary>Writes the run's state.</summary>
/// <param name="write">Writes it.</param>
internal sealed class CheckpointHook(Action write) : TrainingHook
{
    public override HookPriority Priority => HookPriority.VeryLow;

    public override void AfterEpoch(TrainingContext run)
    {
        if (run.End is not null || run.Epoch % run.Options.CheckpointEvery == 0 || run.Epoch == run.Options.Epochs)
        {
            write();
        }
    }
}

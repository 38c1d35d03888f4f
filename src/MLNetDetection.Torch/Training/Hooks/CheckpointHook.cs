namespace MLNetDetection.Torch.Training;

/// <summary>Writes the run's state, and the best weights when they are others.</summary>
/// <param name="file">Where to.</param>
/// <param name="hooks">Whose state belongs to it.</param>
internal sealed class CheckpointHook(CheckpointFile file, Func<IReadOnlyList<TrainingHook>> hooks) : TrainingHook
{
    private int _bestWritten;

    public override HookPriority Priority => HookPriority.VeryLow;

    public override void AfterEpoch(TrainingContext run)
    {
        WriteBest(run);
        bool keep = run.Options.KeepCheckpointEvery > 0 && run.Epoch % run.Options.KeepCheckpointEvery == 0;
        if (keep || run.End is not null || run.Epoch % run.Options.CheckpointEvery == 0 || run.Epoch == run.Options.Epochs)
        {
            file.Write(run.ToProgress(HookState.Of(hooks())), keep);
        }
    }

    public override void AfterRun(TrainingContext run)
    {
        if (run.Error is null)
        {
            WriteBest(run);
        }
    }

    private void WriteBest(TrainingContext run)
    {
        if (run.BestEpoch > 0 && run.BestEpoch != _bestWritten)
        {
            file.WriteBest(run.Detector);
            _bestWritten = run.BestEpoch;
        }
    }
}

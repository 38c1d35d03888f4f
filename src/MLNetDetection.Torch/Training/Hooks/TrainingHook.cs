namespace MLNetDetection.Torch.Training;

/// <summary>
/// Something that is done at certain moments of a run. The schedule, the average of the weights, validation, progress, early stopping
/// and checkpoints are hooks; others are added by <see cref="TrainingOptions.Hooks"/>. All are called on the training thread.
/// </summary>
/// <remarks>What a hook throws ends the run and comes out of it; <see cref="AfterRun"/> is called then too.</remarks>
public abstract class TrainingHook
{
    /// <summary>When it is called among others. Default <see cref="HookPriority.Normal"/>.</summary>
    public virtual HookPriority Priority => HookPriority.Normal;

    /// <summary>Before the first step; a resumed run has its weights and records again by now.</summary>
    /// <param name="run">The run.</param>
    public virtual void BeforeRun(TrainingContext run)
    {
    }

    /// <summary>Before the first step of an epoch.</summary>
    /// <param name="run">The run.</param>
    public virtual void BeforeEpoch(TrainingContext run)
    {
    }

    /// <summary>Before a step; its images are known.</summary>
    /// <param name="run">The run.</param>
    public virtual void BeforeIteration(TrainingContext run)
    {
    }

    /// <summary>After a step.</summary>
    /// <param name="run">The run.</param>
    public virtual void AfterIteration(TrainingContext run)
    {
    }

    /// <summary>After an epoch's last step; not where the run was stopped within the epoch.</summary>
    /// <param name="run">The run.</param>
    public virtual void AfterEpoch(TrainingContext run)
    {
    }

    /// <summary>At the end, also of a run that was cancelled or that failed (<see cref="TrainingContext.Error"/>), if <see cref="BeforeRun"/> was called.</summary>
    /// <param name="run">The run.</param>
    public virtual void AfterRun(TrainingContext run)
    {
    }

    /// <summary>Writes what <see cref="LoadState"/> needs for a resumed run to go on exactly; part of each checkpoint.</summary>
    /// <param name="writer">Takes at most 64 MiB.</param>
    public virtual void SaveState(BinaryWriter writer)
    {
    }

    /// <summary>Takes over what <see cref="SaveState"/> of a hook of the same type wrote; called before <see cref="BeforeRun"/>.</summary>
    /// <param name="reader">Ends where the hook's own state ends.</param>
    public virtual void LoadState(BinaryReader reader)
    {
    }
}

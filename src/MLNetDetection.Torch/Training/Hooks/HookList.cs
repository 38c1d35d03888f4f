namespace MLNetDetection.Torch.Training;

/// <summary>A run's hooks in the order of their priority.</summary>
internal sealed class HookList(IEnumerable<TrainingHook> hooks)
{
    private readonly TrainingHook[] _hooks = [.. hooks.OrderBy(hook => hook.Priority)];
    private int _begun;

    public IReadOnlyList<TrainingHook> Hooks => _hooks;

    public void BeforeRun(TrainingContext run)
    {
        foreach (TrainingHook hook in _hooks)
        {
            _begun++;
            hook.BeforeRun(run);
        }
    }

    public void BeforeEpoch(TrainingContext run)
    {
        foreach (TrainingHook hook in _hooks)
        {
            hook.BeforeEpoch(run);
        }
    }

    public void BeforeIteration(TrainingContext run)
    {
        foreach (TrainingHook hook in _hooks)
        {
            hook.BeforeIteration(run);
        }
    }

    public void AfterIteration(TrainingContext run)
    {
        foreach (TrainingHook hook in _hooks)
        {
            hook.AfterIteration(run);
        }
    }

    public void AfterEpoch(TrainingContext run)
    {
        foreach (TrainingHook hook in _hooks)
        {
            hook.AfterEpoch(run);
        }
    }

    /// <summary>Calls each hook that was begun; what one throws does not keep the others from their end.</summary>
    public void AfterRun(TrainingContext run)
    {
        Exception? first = null;
        foreach (TrainingHook hook in _hooks.AsSpan(0, _begun))
        {
            try
            {
                hook.AfterRun(run);
            }
            catch (Exception error)
            {
                first ??= error;
            }
        }

        // A run that failed already is told by its own error.
        if (first is not null && run.Error is null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}

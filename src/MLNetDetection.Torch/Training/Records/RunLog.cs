namespace MLNetDetection.Torch.Training;

/// <summary>
/// A log that a run writes. Where it cannot be begun, the run does not start; a disk that is full later ends the log and not the run
/// (see <see cref="Failure"/>).
/// </summary>
public abstract class RunLog : TrainingHook
{
    private readonly int _every;
    private bool _open;

    /// <summary>A log.</summary>
    /// <param name="every">Steps from one line to the next, at least 1.</param>
    private protected RunLog(int every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _every = every;
    }

    /// <summary>Why the log ends before its run, or null.</summary>
    public IOException? Failure { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public sealed override void BeforeRun(TrainingContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Failure = null;
        try
        {
            Open(run);
            _open = true;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public sealed override void AfterIteration(TrainingContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Iteration % _every == 0)
        {
            Try(() => Step(run));
        }
    }

    /// <inheritdoc/>
    public sealed override void AfterEpoch(TrainingContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Try(() => EndOfEpoch(run, run.Records[^1]));
    }

    /// <inheritdoc/>
    public sealed override void AfterRun(TrainingContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Try(() => EndOfRun(run));
        _open = false;
        Close();
    }

    private protected abstract void Open(TrainingContext run);

    private protected abstract void Step(TrainingContext run);

    private protected abstract void EndOfEpoch(TrainingContext run, EpochRecord epoch);

    private protected virtual void EndOfRun(TrainingContext run)
    {
    }

    private protected abstract void Close();

    private void Try(Action write)
    {
        if (!_open)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException error)
        {
            (Failure, _open) = (error, false);
        }
    }
}

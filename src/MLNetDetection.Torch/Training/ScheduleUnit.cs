namespace MLNetDetection.Torch.Training;

/// <summary>When a schedule moves, and what its lengths count.</summary>
public enum ScheduleUnit
{
    /// <summary>At every step.</summary>
    Iteration,

    /// <summary>At the start of each epoch; a warm-up moves at every step all the same.</summary>
    Epoch,
}

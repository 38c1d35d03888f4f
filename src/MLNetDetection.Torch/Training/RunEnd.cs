namespace MLNetDetection.Torch.Training;

/// <summary>Why a run ended.</summary>
public enum RunEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>The validation set's AP had not risen for <see cref="TrainingOptions.Patience"/> validations.</summary>
    NoGain,

    /// <summary><see cref="TrainingOptions.TimeBudget"/> was used up.</summary>
    TimeUsed,

    /// <summary>A hook called <see cref="TrainingContext.Stop"/>.</summary>
    Stopped,
}

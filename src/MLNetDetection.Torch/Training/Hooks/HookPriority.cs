namespace MLNetDetection.Torch.Training;

/// <summary>When a hook is called among those of the same moment: the lower number first, and equal ones in the order they were given.</summary>
/// <remarks>The steps leave room for numbers between them, as <c>(HookPriority)45</c>.</remarks>
public enum HookPriority
{
    /// <summary>The schedule: it sets the rate of the step.</summary>
    VeryHigh = 10,

    /// <summary>The running average of the weights after a step; the validation after an epoch.</summary>
    High = 30,

    /// <summary>Progress, and the epoch's record.</summary>
    AboveNormal = 40,

    /// <summary>What users add: it sees the figures of the step or epoch, and may still stop the run.</summary>
    Normal = 50,

    /// <summary>After what users add.</summary>
    BelowNormal = 60,

    /// <summary>Patience and time budget.</summary>
    Low = 70,

    /// <summary>The checkpoint: what is done before belongs to it.</summary>
    VeryLow = 90,
}

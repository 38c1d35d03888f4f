namespace MLNetDetection.Torch.Training;

/// <summary>How the cycles of <see cref="ScheduleKind.Cyclic"/> change.</summary>
public enum CycleForm
{
    /// <summary>All alike.</summary>
    Triangular,

    /// <summary>Each half as high as the one before.</summary>
    Halving,

    /// <summary>The height is multiplied by gamma with each unit.</summary>
    Exponential,
}

namespace MLNetDetection.Torch.Training;

/// <summary>How the learning rate moves during a run.</summary>
public enum ScheduleKind
{
    /// <summary>Half a cosine up from rate / 25 during the warm-up, half a cosine down to almost nothing (Smith and Topin 2018).</summary>
    OneCycle,

    /// <summary>A straight line up during the warm-up, half a cosine down to 0.</summary>
    Cosine,

    /// <summary>A straight line up during the warm-up, then divided by 10 at each milestone.</summary>
    MultiStep,

    /// <summary>A straight line up during the warm-up, then constant.</summary>
    Constant,
}

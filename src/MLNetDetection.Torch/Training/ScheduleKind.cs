namespace MLNetDetection.Torch.Training;

/// <summary>How the learning rate moves during a run.</summary>
public enum ScheduleKind
{
    /// <summary>Half a cosine up from rate / 25 during the warm-up, half a cosine down to almost nothing (Smith and Topin 2018).</summary>
    OneCycle,

    /// <summary>A straight line up during the warm-up, half a cosine down to 0.</summary>
    Cosine,

    /// <summary>A straight line up during the warm-up, then multiplied by gamma, a tenth, at each milestone.</summary>
    MultiStep,

    /// <summary>A straight line up during the warm-up, then constant.</summary>
    Constant,

    /// <summary>A straight line up during the warm-up, then multiplied by gamma, a tenth, each time a step's length is over.</summary>
    Step,

    /// <summary>A straight line up during the warm-up, then down as (1 - share of the way)^power.</summary>
    Polynomial,

    /// <summary>Straight lines up and down again and again (Smith 2015), without a warm-up.</summary>
    Cyclic,
}

namespace MLNetDetection;

/// <summary>What to do with an image that cannot be read, or a box that cannot be learnt from.</summary>
public enum BadDataPolicy
{
    /// <summary>Stop, with an error that names the row and the fault.</summary>
    Fail,

    /// <summary>Leave it out, and say at the end how many were left out and which came first.</summary>
    Skip,
}

namespace MLNetDetection.Core.Datasets;

/// <summary>What to do about a box without area, or one that reaches outside its image.</summary>
public enum BadBoxPolicy
{
    /// <summary>Cut it at the image's edge, and leave it out where nothing remains; both are counted.</summary>
    Clip,

    /// <summary>Leave it out and count it.</summary>
    Skip,

    /// <summary>Stop with an error that names file, line and object.</summary>
    Fail,
}

namespace MLNetDetection.Core.Datasets;

/// <summary>What to do about an image that is missing, or an annotation that cannot be read.</summary>
public enum BadFilePolicy
{
    /// <summary>Stop with an error that names the file.</summary>
    Fail,

    /// <summary>Leave the image out and count it.</summary>
    Skip,
}

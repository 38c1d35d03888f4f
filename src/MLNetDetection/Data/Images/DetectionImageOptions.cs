namespace MLNetDetection;

/// <summary>How LoadDetectionImages treats files.</summary>
public sealed class DetectionImageOptions
{
    /// <summary>
    /// What to do with a file that is missing, no image or too large. Default <see cref="BadDataPolicy.Fail"/>; with
    /// <see cref="BadDataPolicy.Skip"/> the row has no image, which the trainer leaves out where its OnBadImage is Skip too.
    /// </summary>
    public BadDataPolicy OnBadImage { get; set; } = BadDataPolicy.Fail;

    /// <summary>Pictures of more pixels count as bad, and are not decoded; at least 1. Default 100 million.</summary>
    public long MaximumPixels { get; set; } = DetectionImages.DefaultMaximumPixels;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumPixels, 1, nameof(MaximumPixels));
        if (!Enum.IsDefined(OnBadImage))
        {
            throw new ArgumentOutOfRangeException(nameof(OnBadImage), OnBadImage, "No policy.");
        }
    }
}

namespace MLNetDetection.Core.Imaging;

/// <summary>How a picture is resampled.</summary>
public enum ResampleFilter
{
    /// <summary>
    /// Triangle filter that grows with the reduction, so that every source pixel counts: PIL's BILINEAR, torch's
    /// interpolate with antialias. The right choice for making pictures smaller.
    /// </summary>
    Antialiased,

    /// <summary>The two nearest pixels of each axis, half-pixel centres: torch's interpolate, align_corners=False.</summary>
    Bilinear,
}

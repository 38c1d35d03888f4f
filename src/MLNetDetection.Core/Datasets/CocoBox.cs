namespace MLNetDetection.Core.Datasets;

/// <summary>An annotation or a detection of a COCO file, in the file's own float64.</summary>
/// <param name="ImageId">Of <see cref="CocoImage"/>.</param>
/// <param name="CategoryId">Of <see cref="CocoCategory"/>.</param>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Area">Square pixels, of the mask where there is one; null where the file gives none.</param>
/// <param name="IsCrowd">Covers a group.</param>
/// <param name="Score">Of a detection; null where the file gives none.</param>
public readonly record struct CocoBox(
    long ImageId, int CategoryId, double X, double Y, double Width, double Height, double? Area, bool IsCrowd, double? Score);

using Microsoft.ML;

namespace MLNetDetection;

/// <summary>Loading of images for detection.</summary>
public static class DetectionImageCatalogExtensions
{
    /// <summary>
    /// Loads images as detectors want them: unlike ML.NET's LoadImages it applies EXIF orientation, gives every colour layout as RGB,
    /// and limits the size. Boxes are then in pixels of the upright picture, as annotation tools show it.
    /// </summary>
    /// <param name="catalog"><c>ml.Transforms</c>.</param>
    /// <param name="outputColumnName">The MLImage column to add.</param>
    /// <param name="inputColumnName">The text column of paths.</param>
    /// <param name="imageFolder">Where relative paths start; null takes paths as they are.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static DetectionImageLoadingEstimator LoadDetectionImages(
        this TransformsCatalog catalog, string outputColumnName = "Image", string inputColumnName = "ImagePath", string? imageFolder = null, DetectionImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new DetectionImageLoadingEstimator(outputColumnName, inputColumnName, imageFolder, options);
    }
}

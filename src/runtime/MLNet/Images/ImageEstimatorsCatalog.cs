using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML;

/// <summary>Estimators that work on images.</summary>
public static class ImageEstimatorsCatalog
{
    /// <summary>Reads the image files (JPEG, PNG, WebP or BMP) that a text column names.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column of images to make; its files are opened when a row's image is read.</param>
    /// <param name="imageFolder">The folder that relative paths start from, which must exist; null or empty for none.</param>
    /// <param name="inputColumnName">The column of paths; null where it has the output's name.</param>
    public static ImageLoadingEstimator LoadImages(this TransformsCatalog catalog, string outputColumnName, string? imageFolder,
        string? inputColumnName = null)
        => new(CatalogUtils.GetEnvironment(catalog), imageFolder, (outputColumnName, inputColumnName ?? outputColumnName));

    /// <summary>Brings a column's images to one size.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column of resized images to make.</param>
    /// <param name="imageWidth">The width wanted, in pixels.</param>
    /// <param name="imageHeight">The height wanted, in pixels.</param>
    /// <param name="inputColumnName">The column of images; null where it has the output's name.</param>
    /// <param name="resizing">How an image of other proportions fits.</param>
    /// <param name="cropAnchor">With <see cref="ImageResizingEstimator.ResizingKind.IsoCrop"/>, which part is kept.</param>
    public static ImageResizingEstimator ResizeImages(this TransformsCatalog catalog, string outputColumnName, int imageWidth,
        int imageHeight, string? inputColumnName = null,
        ImageResizingEstimator.ResizingKind resizing = ImageResizingEstimator.ResizingKind.IsoCrop,
        ImageResizingEstimator.Anchor cropAnchor = ImageResizingEstimator.Anchor.Center)
        => new(CatalogUtils.GetEnvironment(catalog), outputColumnName, imageWidth, imageHeight, inputColumnName, resizing,
            cropAnchor);
}

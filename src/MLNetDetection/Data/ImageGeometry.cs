using Microsoft.ML.Transforms.Image;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Data;

/// <summary>
/// Where a pixel of the source image lies in the image that the network is given. ML.NET records neither the kind nor the
/// anchor of a resize, so they are options of the trainer and travel with the model.
/// </summary>
/// <param name="Kind">How ResizeImages was called; null where boxes are in pixels of the image column itself.</param>
/// <param name="Anchor">The cropAnchor that ResizeImages was called with.</param>
internal sealed record ImageGeometry(ImageResizingEstimator.ResizingKind? Kind, ImageResizingEstimator.Anchor Anchor)
{
    /// <summary>The mapping from a source of the first size to an image of the second; null for the identity.</summary>
    public ResizeMapping? Map(int sourceWidth, int sourceHeight, int imageWidth, int imageHeight) => Kind is not { } kind
        ? null
        : ResizeMapping.Create((ResizeKind)kind, sourceWidth, sourceHeight, imageWidth, imageHeight, (ResizeAnchor)Anchor);
}

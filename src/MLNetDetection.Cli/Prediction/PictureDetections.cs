using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Cli.Prediction;

/// <summary>What was found in a picture.</summary>
/// <param name="File">As it was named, or found in a folder.</param>
/// <param name="Image">Upright.</param>
/// <param name="Detections">Best first, in its pixels.</param>
internal sealed record PictureDetections(string File, PixelImage Image, IReadOnlyList<Detection> Detections);

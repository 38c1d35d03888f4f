using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Transforming;

/// <summary>What the network needs of a row.</summary>
/// <param name="Pixels">Of the image column.</param>
/// <param name="SourceSize">Of the source image column, where there is one and the row has a value in it.</param>
internal readonly record struct RowPicture(PixelImage Pixels, (int Width, int Height)? SourceSize);

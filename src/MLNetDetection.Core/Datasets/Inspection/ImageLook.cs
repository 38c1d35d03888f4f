using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>What one image file showed.</summary>
internal sealed class ImageLook
{
    public ImageFileInfo? Info { get; init; }

    /// <summary>Null where it was not decoded.</summary>
    public PerceptualHash? Hash { get; init; }

    public ChannelSums Sums { get; init; }

    /// <summary>Why it cannot be used, or null.</summary>
    public string? Fault { get; init; }

    public static ImageLook At(string path, Func<byte[], PixelImage>? decode)
    {
        ImageFileInfo? info = null;
        try
        {
            info = ImageFileInfo.Read(path);
            if (decode is null || info.Format is ImageFileFormat.Gif or ImageFileFormat.Tiff)
            {
                return new ImageLook { Info = info, Fault = decode is null || info.Format is not (ImageFileFormat.Gif or ImageFileFormat.Tiff) ? null : $"{info.Format} is not decoded." };
            }

            PixelImage image = decode(File.ReadAllBytes(path));
            return new ImageLook { Info = info, Hash = PerceptualHash.Of(image), Sums = ChannelSums.Of(image) };
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // A decoder throws what it likes; the file is what is wrong.
            return new ImageLook { Info = info, Fault = e.GetBaseException().Message };
        }
    }
}

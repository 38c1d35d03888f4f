using Microsoft.ML.Data;
using MLNetDetection;
using MLNetDetection.Core.Imaging;
using WebApi.Api;

namespace WebApi.Detection;

/// <summary>A picture as it came, known by its first bytes and within the limits, not decoded yet.</summary>
public sealed class UploadedPicture
{
    private readonly byte[] _encoded;
    private readonly ImageFileInfo _info;

    private UploadedPicture(string name, byte[] encoded, ImageFileInfo info) => (Name, _encoded, _info) = (name, encoded, info);

    /// <summary>The name that the client gave, for its own use: it is never a path here.</summary>
    public string Name { get; }

    /// <summary>Checks what can be known without decoding.</summary>
    /// <exception cref="RefusedException">It is no picture, of a format that is not taken, of too many pixels, or cut short.</exception>
    public static UploadedPicture Create(string name, byte[] encoded, ServingOptions limits)
    {
        ImageFileInfo info;
        try
        {
            info = ImageFileInfo.Read(encoded);
        }
        catch (InvalidDataException e)
        {
            throw RefusedException.NoPicture(name, e.Message);
        }

        if (info.Format is not (ImageFileFormat.Jpeg or ImageFileFormat.Png or ImageFileFormat.WebP or ImageFileFormat.Bmp))
        {
            throw RefusedException.Format(name, info.Format.ToString());
        }

        if ((long)info.Width * info.Height > limits.MaxPixels)
        {
            throw RefusedException.Pixels(name, info.Width, info.Height, limits.MaxPixels);
        }

        return info.IsComplete ? new UploadedPicture(name, encoded, info) : throw RefusedException.Damaged(name, "the file ends before the picture does.");
    }

    /// <summary>The picture upright, as browsers show it; the caller disposes it.</summary>
    /// <exception cref="RefusedException">It cannot be decoded.</exception>
    public MLImage Decode()
    {
        try
        {
            // Most pictures need neither turning nor their transparency undone: one copy less.
            if (_info is { Format: ImageFileFormat.Jpeg, Orientation: 1 })
            {
                using var stream = new MemoryStream(_encoded, writable: false);
                return MLImage.CreateFromStream(stream);
            }

            return ExifOrientation.Apply(DetectionImages.Decode(_encoded), _info.Orientation).ToMLImage();
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or NotSupportedException)
        {
            throw RefusedException.Damaged(Name, e.GetBaseException().Message);
        }
    }
}

namespace MLNetDetection.Core.Imaging;

/// <summary>What the head of an image file says, without decoding it.</summary>
/// <param name="Format">By the first bytes, whatever the file is called.</param>
/// <param name="Width">Pixels across as stored.</param>
/// <param name="Height">Pixels down as stored.</param>
/// <param name="Layout">Of the colours.</param>
/// <param name="BitsPerChannel">1 to 16.</param>
/// <param name="Orientation">EXIF's, 1 (upright) to 8.</param>
/// <param name="IsComplete">False where the file ends before the picture does; true where that cannot be told.</param>
public sealed record ImageFileInfo(
    ImageFileFormat Format, int Width, int Height, ColourLayout Layout, int BitsPerChannel, int Orientation, bool IsComplete)
{
    /// <summary>Pixels across once the orientation is applied.</summary>
    public int UprightWidth => Orientation >= 5 ? Height : Width;

    /// <summary>Pixels down once the orientation is applied.</summary>
    public int UprightHeight => Orientation >= 5 ? Width : Height;

    /// <summary>Reads a file's head.</summary>
    /// <exception cref="InvalidDataException">It cannot be opened or is no image of a known format; the message names it.</exception>
    public static ImageFileInfo Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 14);
            return Read(stream);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads the head of encoded bytes.</summary>
    /// <exception cref="InvalidDataException">They are no image of a known format.</exception>
    public static ImageFileInfo Read(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        return Read(new MemoryStream(encoded, writable: false));
    }

    /// <summary>Reads the head of a seekable stream, from its start.</summary>
    /// <exception cref="InvalidDataException">It is no image of a known format.</exception>
    public static ImageFileInfo Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Position = 0;
        Span<byte> head = stackalloc byte[32];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..length];
        try
        {
            ImageFileInfo info = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? JpegHead.Read(stream)
                : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? PngHead.Read(stream)
                : head.StartsWith("BM"u8) ? OtherHeads.ReadBmp(head, stream.Length)
                : head.StartsWith("RIFF"u8) && head.Length > 16 && head[8..].StartsWith("WEBP"u8) ? WebPHead.Read(stream)
                : head.StartsWith("GIF8"u8) ? OtherHeads.ReadGif(head)
                : head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) ? OtherHeads.ReadTiff(stream)
                : throw new InvalidDataException(length == 0 ? "the file is empty." : "is none of JPEG, PNG, WebP, BMP, GIF and TIFF.");
            return info.Width > 0 && info.Height > 0 ? info : throw new InvalidDataException($"the {info.Format} has no pixels.");
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("the image ends within its head.");
        }
    }
}

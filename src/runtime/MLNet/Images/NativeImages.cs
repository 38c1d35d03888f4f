using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>The native decoders and encoders (src/runtime/native/images).</summary>
internal static unsafe partial class NativeImages
{
    private const string Library = "mlnetdetection_images";
    private const int MessageSize = 256;

    /// <summary>The size of an encoded image, and whether all of it is opaque.</summary>
    /// <exception cref="InvalidDataException">The data is no image that can be read.</exception>
    public static ImageInfo Probe(ReadOnlySpan<byte> encoded)
    {
        ImageInfo info;
        byte* message = stackalloc byte[MessageSize];
        fixed (byte* data = encoded)
        {
            Check(images_probe(data, encoded.Length, &info, message, MessageSize), message);
        }

        return info;
    }

    /// <summary>Decodes into <paramref name="pixels"/>, four bytes each: blue, green, red, alpha.</summary>
    /// <exception cref="InvalidDataException">The data is no image that can be read.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, ImageInfo info, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, info.ByteCount);
        byte* message = stackalloc byte[MessageSize];
        fixed (byte* data = encoded)
        fixed (byte* target = pixels)
        {
            Check(images_decode(data, encoded.Length, &info, target, message, MessageSize), message);
        }
    }

    /// <summary>Encodes premultiplied pixels; the quality, 0 to 100, is JPEG's.</summary>
    public static byte[] Encode(ImageEncoding encoding, ReadOnlySpan<byte> pixels, ImageInfo info, bool redFirst, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, info.ByteCount);
        byte* message = stackalloc byte[MessageSize];
        byte* encoded = null;
        long size = 0;
        try
        {
            fixed (byte* source = pixels)
            {
                int status = images_encode(
                    (int)encoding, source, &info, redFirst ? 1 : 0, quality, &encoded, &size, message, MessageSize);
                Check(status, message);
            }

            return new ReadOnlySpan<byte>(encoded, checked((int)size)).ToArray();
        }
        finally
        {
            images_free(encoded);
        }
    }

    private static void Check(int status, byte* message)
    {
        if (status != 0)
        {
            var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message);
            throw new InvalidDataException(Encoding.UTF8.GetString(text));
        }
    }

    [LibraryImport(Library)]
    private static partial int images_probe(byte* data, long size, ImageInfo* info, byte* error, int errorSize);

    [LibraryImport(Library)]
    private static partial int images_decode(byte* data, long size, ImageInfo* info, byte* pixels, byte* error, int errorSize);

    [LibraryImport(Library)]
    private static partial int images_encode(int format, byte* pixels, ImageInfo* info, int redFirst, int quality,
        byte** encoded, long* encodedSize, byte* error, int errorSize);

    [LibraryImport(Library)]
    private static partial void images_free(byte* encoded);
}

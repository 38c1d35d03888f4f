using System.Buffers;

namespace Microsoft.ML.Data;

/// <summary>
/// A picture in memory: rows from the top, four bytes a pixel in the order that <see cref="PixelFormat"/> names, colours
/// multiplied by alpha. The orientation that a file's EXIF data asks for is not applied. After
/// <see cref="Dispose"/> every member throws <see cref="InvalidOperationException"/>. Not thread-safe while it is disposed.
/// </summary>
public sealed partial class MLImage : IDisposable
{
    private readonly ImageInfo _info;
    private readonly MLPixelFormat _pixelFormat;
    private byte[]? _pixels;
    private string? _tag;

    /// <summary>Takes over <paramref name="pixels"/>, which comes from <see cref="RentPixels"/>.</summary>
    private MLImage(ImageInfo info, MLPixelFormat pixelFormat, byte[] pixels)
    {
        _info = info;
        _pixelFormat = pixelFormat;
        _pixels = pixels;
    }

    /// <summary>The width in pixels.</summary>
    public int Width => Live(_info.Width);

    /// <summary>The height in pixels.</summary>
    public int Height => Live(_info.Height);

    /// <summary>The order of a pixel's four bytes.</summary>
    public MLPixelFormat PixelFormat => Live(_pixelFormat);

    /// <summary>Always 32.</summary>
    public int BitsPerPixel => Live(32);

    /// <summary>Width * height * 4 bytes, valid until the image is disposed.</summary>
    public ReadOnlySpan<byte> Pixels => LivePixels().AsSpan(0, _info.ByteCount);

    /// <summary>A text of the user's; <c>LoadImages</c> puts the file's path there.</summary>
    public string Tag
    {
        get => Live(_tag)!;
        set => _tag = Live(value);
    }

    /// <summary>Whether every pixel's alpha is known to be 255.</summary>
    internal bool IsOpaque => _info.Opaque;

    /// <summary>Reads an encoded image (JPEG, PNG, WebP or BMP) from a stream, from its position to its end.</summary>
    /// <exception cref="ArgumentException">The contents are no image that can be read.</exception>
    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        try
        {
            return Decode(ReadToEnd(imageStream));
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException("Invalid input stream contents", nameof(imageStream), e);
        }
    }

    /// <summary>Reads an encoded image (JPEG, PNG, WebP or BMP) from a file.</summary>
    /// <exception cref="ArgumentException">There is no such file, or it is no image that can be read.</exception>
    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        try
        {
            return Decode(File.ReadAllBytes(imagePath));
        }
        catch (Exception e)
            when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ArgumentException("Invalid path", nameof(imagePath), e);
        }
    }

    /// <summary>Makes an image of a copy of the pixels: width * height * 4 bytes, colours multiplied by alpha.</summary>
    /// <exception cref="ArgumentException">The format is unknown, a size is not positive, or the length does not match.</exception>
    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
        {
            throw new ArgumentException("Unsupported pixel format", nameof(pixelFormat));
        }

        if (width <= 0)
        {
            throw new ArgumentException("Invalid width value.", nameof(width));
        }

        if (height <= 0)
        {
            throw new ArgumentException("Invalid height value.", nameof(height));
        }

        if (imagePixelData.Length != (long)width * height * 4)
        {
            throw new ArgumentException($"Invalid {nameof(imagePixelData)} buffer size.");
        }

        MLImage image = CreateUninitialized(new ImageInfo(width, height, opaque: false), pixelFormat);
        imagePixelData.CopyTo(image.WritablePixels);
        return image;
    }

    /// <summary>Releases the pixels. A second call does nothing.</summary>
    public void Dispose()
    {
        byte[]? pixels = Interlocked.Exchange(ref _pixels, null);
        if (pixels != null)
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    /// <summary>An image whose pixels hold anything until they are written.</summary>
    internal static MLImage CreateUninitialized(ImageInfo info, MLPixelFormat pixelFormat) =>
        new(info, pixelFormat, RentPixels(info.ByteCount));

    /// <summary>The pixels, for those who make an image.</summary>
    internal Span<byte> WritablePixels => LivePixels().AsSpan(0, _info.ByteCount);

    private static MLImage Decode(ReadOnlySpan<byte> encoded)
    {
        ImageInfo info = NativeImages.Probe(encoded);
        MLImage image = CreateUninitialized(info, MLPixelFormat.Bgra32);
        try
        {
            NativeImages.Decode(encoded, info, image.WritablePixels);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    // Pictures are large and short-lived: without reuse each would cost a collection of the large-object heap.
    private static byte[] RentPixels(int length) => ArrayPool<byte>.Shared.Rent(length);

    private static byte[] ReadToEnd(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private T Live<T>(T value)
    {
        LivePixels();
        return value;
    }

    private byte[] LivePixels() => _pixels ?? throw new InvalidOperationException("Object is disposed.");
}

using System.Buffers.Binary;

namespace MLNetDetection.Core.Imaging;

/// <summary>The segments of a JPEG up to its frame.</summary>
internal static class JpegHead
{
    private const int TailLength = 1 << 16;
    private const int MostSegments = 10_000;

    public static ImageFileInfo Read(Stream stream)
    {
        stream.Position = 2;
        int orientation = 1, adobe = -1;
        byte[] segment = new byte[1 << 16];
        for (int i = 0; i < MostSegments; i++)
        {
            int marker = NextMarker(stream);
            if (marker is 0xD9 or 0xDA)
            {
                break;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                continue;
            }

            stream.ReadExactly(segment, 0, 2);
            int length = BinaryPrimitives.ReadUInt16BigEndian(segment) - 2;
            if (length < 0)
            {
                throw new InvalidDataException("a JPEG segment has no length.");
            }

            stream.ReadExactly(segment, 0, length);
            Span<byte> content = segment.AsSpan(0, length);
            if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifOrientation.OfTiff(content[6..]);
            }
            else if (marker == 0xEE && content.StartsWith("Adobe"u8) && length >= 12)
            {
                adobe = content[11];
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && length >= 6)
            {
                int components = content[5];
                return new ImageFileInfo(
                    ImageFileFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(content[3..]), BinaryPrimitives.ReadUInt16BigEndian(content[1..]),
                    components == 1 ? ColourLayout.Grayscale : components == 4 ? ColourLayout.Cmyk : ColourLayout.Rgb, content[0], orientation, Ends(stream));
            }
        }

        throw new InvalidDataException($"the JPEG has no frame{(adobe >= 0 ? " after its Adobe segment" : "")}.");
    }

    private static int NextMarker(Stream stream)
    {
        int value;
        do
        {
            value = stream.ReadByte();
        }
        while (value is not (0xFF or -1));

        while (value == 0xFF)
        {
            value = stream.ReadByte();
        }

        return value >= 0 ? value : throw new EndOfStreamException();
    }

    // Some cameras write more after the end marker: it is looked for in the last part of the file.
    private static bool Ends(Stream stream)
    {
        byte[] tail = new byte[(int)Math.Min(TailLength, stream.Length)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        return tail.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
    }
}

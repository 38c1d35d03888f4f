using System.Buffers.Binary;

namespace MLNetDetection.Core.Imaging;

/// <summary>The chunks of a PNG: the head, orientation and transparency, and whether the end is there.</summary>
internal static class PngHead
{
    private const int MostChunks = 1_000_000;
    private const int LargestExif = 1 << 16;

    public static ImageFileInfo Read(Stream stream)
    {
        stream.Position = 8;
        byte[] head = new byte[8];
        byte[] ihdr = new byte[13];
        bool transparent = false, complete = false, started = false;
        int orientation = 1;
        for (int i = 0; i < MostChunks && stream.Position + 8 <= stream.Length; i++)
        {
            stream.ReadExactly(head);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head), next = stream.Position + length + 4;
            ReadOnlySpan<byte> type = head.AsSpan(4);
            if (!started && !type.SequenceEqual("IHDR"u8))
            {
                throw new InvalidDataException("the PNG does not begin with its head.");
            }

            if (type.SequenceEqual("IHDR"u8))
            {
                stream.ReadExactly(ihdr);
                started = true;
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                transparent = true;
            }
            else if (type.SequenceEqual("eXIf"u8) && length <= LargestExif && next <= stream.Length)
            {
                byte[] exif = new byte[length];
                stream.ReadExactly(exif);
                orientation = ExifOrientation.OfTiff(exif);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                complete = next <= stream.Length;
                break;
            }

            stream.Position = Math.Min(next, stream.Length);
        }

        return started ? Describe(ihdr, transparent, orientation, complete) : throw new EndOfStreamException();
    }

    private static ImageFileInfo Describe(byte[] ihdr, bool transparent, int orientation, bool complete)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(ihdr), height = BinaryPrimitives.ReadUInt32BigEndian(ihdr.AsSpan(4));
        if (width > int.MaxValue || height > int.MaxValue)
        {
            throw new InvalidDataException($"the PNG claims {width}x{height} pixels.");
        }

        ColourLayout layout = ihdr[9] switch
        {
            0 => ColourLayout.Grayscale,
            2 => transparent ? ColourLayout.Rgba : ColourLayout.Rgb,
            3 => transparent ? ColourLayout.Rgba : ColourLayout.Palette,
            4 or 6 => ColourLayout.Rgba,
            var other => throw new InvalidDataException($"the PNG has the unknown colour type {other}."),
        };
        return new ImageFileInfo(ImageFileFormat.Png, (int)width, (int)height, layout, ihdr[8], orientation, complete);
    }
}

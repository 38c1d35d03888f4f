namespace MLNetDetection.Runtime.Tests.Images;

/// <summary>Writes BMP files of every kind, to test what reads them.</summary>
internal static class BmpBuilder
{
    /// <summary>A file of the given pixel bytes, which hold its rows as they are stored.</summary>
    public static byte[] Build(int width, int height, int bits, byte[] pixels, int compression = 0, byte[]? palette = null,
        uint[]? masks = null)
    {
        masks ??= [];
        palette ??= [];
        int headerSize = 40;
        int offset = 14 + headerSize + (masks.Length * 4) + palette.Length;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        writer.Write(offset + pixels.Length);
        writer.Write(0);
        writer.Write(offset);
        writer.Write(headerSize);
        writer.Write(width);
        writer.Write(height);
        writer.Write((short)1);
        writer.Write((short)bits);
        writer.Write(compression);
        writer.Write(pixels.Length);
        writer.Write(0L);
        writer.Write(palette.Length / 4);
        writer.Write(0);
        foreach (uint mask in masks)
        {
            writer.Write(mask);
        }

        writer.Write(palette);
        writer.Write(pixels);
        writer.Flush();
        return file.ToArray();
    }
}

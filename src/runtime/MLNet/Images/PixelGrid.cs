namespace Microsoft.ML.Data;

/// <summary>Pixels of four bytes, row by row.</summary>
internal readonly ref struct PixelGrid(ReadOnlySpan<uint> pixels, int width, int height)
{
    public readonly ReadOnlySpan<uint> Pixels = pixels;
    public readonly int Width = width;
    public readonly int Height = height;

    public ReadOnlySpan<uint> Row(int y) => Pixels.Slice(y * Width, Width);
}

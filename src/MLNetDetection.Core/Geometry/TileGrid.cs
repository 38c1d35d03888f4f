namespace MLNetDetection.Core.Geometry;

/// <summary>Overlapping windows of one size that cover a picture, spread evenly, the outer ones flush with its edges.</summary>
public static class TileGrid
{
    /// <summary>The windows, row by row, in whole pixels.</summary>
    /// <param name="width">Of the picture, at least 1.</param>
    /// <param name="height">Of the picture, at least 1.</param>
    /// <param name="tileWidth">
    /// Of each window, at least 1. Where it is more than the picture's width, one window lies around the picture, with the picture in its middle.
    /// </param>
    /// <param name="tileHeight">The same downwards.</param>
    /// <param name="overlap">The share of a window's side that neighbours have in common at least; in [0, 0.9].</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static IEnumerable<BoxXyxy> Windows(int width, int height, int tileWidth, int tileHeight, double overlap)
    {
        int[] lefts = Starts(width, tileWidth, overlap), tops = Starts(height, tileHeight, overlap);
        return tops.SelectMany(top => lefts.Select(left => new BoxXyxy(left, top, left + tileWidth, top + tileHeight)));
    }

    /// <summary>How many windows <see cref="Windows"/> gives.</summary>
    public static long Count(int width, int height, int tileWidth, int tileHeight, double overlap) =>
        (long)CountAlong(width, tileWidth, overlap) * CountAlong(height, tileHeight, overlap);

    private static int CountAlong(int length, int tile, double overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        if (!(overlap is >= 0 and <= 0.9))
        {
            throw new ArgumentOutOfRangeException(nameof(overlap), overlap, "Must be in [0, 0.9].");
        }

        int stride = Math.Max(1, (int)(tile * (1 - overlap)));
        return tile >= length ? 1 : (length - tile + stride - 1) / stride + 1;
    }

    // An even spread of fewer than a stride each, rounded to whole pixels, never exceeds the stride.
    private static int[] Starts(int length, int tile, double overlap)
    {
        int count = CountAlong(length, tile, overlap);
        return count == 1
            ? [(length - tile) / 2]
            : [.. Enumerable.Range(0, count).Select(i => (int)Math.Round((double)i * (length - tile) / (count - 1)))];
    }
}

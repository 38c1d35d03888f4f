using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>How much of each pixel a silhouette covers, and the pixels' bounds.</summary>
internal sealed class CoverageMask
{
    private readonly float[] _coverage;

    /// <summary>Rasterizes <paramref name="body"/> at <paramref name="pose"/>.</summary>
    public CoverageMask(ShapeBody body, Pose pose)
    {
        float reach = (body.Radius * pose.Scale) + 1;
        OriginX = (int)MathF.Floor(pose.X - reach);
        OriginY = (int)MathF.Floor(pose.Y - reach);
        Width = (int)MathF.Ceiling(pose.X + reach) - OriginX;
        Height = (int)MathF.Ceiling(pose.Y + reach) - OriginY;
        _coverage = new float[Width * Height];
        int left = Width, top = Height, right = 0, bottom = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                float distance = body.Distance(pose.ToBody(OriginX + x + 0.5f, OriginY + y + 0.5f)) * pose.Scale;
                float coverage = Math.Clamp(0.5f - distance, 0f, 1f);
                _coverage[(y * Width) + x] = coverage;
                if (coverage >= 0.5f)
                {
                    (left, right) = (Math.Min(left, x), Math.Max(right, x + 1));
                    (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y + 1));
                    Area++;
                }
            }
        }

        (Left, Top, Right, Bottom) = (OriginX + left, OriginY + top, OriginX + right, OriginY + bottom);
    }

    /// <summary>First column that may be covered.</summary>
    public int OriginX { get; }

    /// <summary>First row that may be covered.</summary>
    public int OriginY { get; }

    /// <summary>Columns that may be covered.</summary>
    public int Width { get; }

    /// <summary>Rows that may be covered.</summary>
    public int Height { get; }

    /// <summary>First column with a pixel at least half covered.</summary>
    public int Left { get; }

    /// <summary>First row with a pixel at least half covered.</summary>
    public int Top { get; }

    /// <summary>The column after the last with a pixel at least half covered.</summary>
    public int Right { get; }

    /// <summary>The row after the last with a pixel at least half covered.</summary>
    public int Bottom { get; }

    /// <summary>Number of pixels at least half covered.</summary>
    public int Area { get; }

    /// <summary>The bounds of the pixels at least half covered.</summary>
    public BoxXyxy Box => new(Left, Top, Right, Bottom);

    /// <summary>Coverage in [0, 1] at <paramref name="column"/>, <paramref name="row"/> of the mask.</summary>
    public float this[int column, int row] => _coverage[(row * Width) + column];
}

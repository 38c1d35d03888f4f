namespace MLNetDetection.Core.Reports.Drawing;

/// <summary>How much of each pixel a round pen covers that was moved along lines.</summary>
internal sealed class StrokeCoverage(int width, int height, double radius)
{
    private const double DotGrowth = 1.35;

    private readonly float[] _cover = new float[width * height];

    /// <summary>From 0 to 1.</summary>
    public double this[int x, int y] => _cover[(y * width) + x];

    /// <summary>Adds a run of points x0 y0 x1 y1 ..., pixels; where it crosses itself or others nothing gets darker.</summary>
    public void Add(double[] points, double left, double top)
    {
        if (points.Length == 2)
        {
            Segment(points[0] + left, points[1] + top, points[0] + left, points[1] + top, radius * DotGrowth);
            return;
        }

        for (int i = 0; i + 3 < points.Length; i += 2)
        {
            Segment(points[i] + left, points[i + 1] + top, points[i + 2] + left, points[i + 3] + top, radius);
        }
    }

    private void Segment(double x1, double y1, double x2, double y2, double pen)
    {
        double dx = x2 - x1, dy = y2 - y1, length = (dx * dx) + (dy * dy), reach = pen + 1;
        int right = (int)Math.Min(width - 1, Math.Max(x1, x2) + reach), bottom = (int)Math.Min(height - 1, Math.Max(y1, y2) + reach);
        for (int y = (int)Math.Max(0, Math.Min(y1, y2) - reach); y <= bottom; y++)
        {
            for (int x = (int)Math.Max(0, Math.Min(x1, x2) - reach); x <= right; x++)
            {
                double px = x + 0.5 - x1, py = y + 0.5 - y1;
                double along = length > 0 ? Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1) : 0;
                double distance = Math.Sqrt(((px - (along * dx)) * (px - (along * dx))) + ((py - (along * dy)) * (py - (along * dy))));
                ref float cover = ref _cover[(y * width) + x];
                cover = Math.Max(cover, (float)Math.Clamp(pen + 0.5 - distance, 0, 1));
            }
        }
    }
}

namespace MLNetDetection.Core.Reports;

/// <summary>A named curve of a <see cref="LineChart"/>.</summary>
public sealed class ChartSeries
{
    /// <summary>A curve through points, joined in the order given.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="points">May be empty; points that cannot be drawn leave a gap.</param>
    public ChartSeries(string name, IEnumerable<ChartPoint> points)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(points);
        Name = name;
        Points = [.. points];
    }

    /// <summary>A curve of one value per step, such as a loss per epoch.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="values">In order; NaN where nothing was measured.</param>
    /// <param name="firstX">X of the first value; the next ones follow 1 apart.</param>
    public static ChartSeries FromValues(string name, IEnumerable<double> values, double firstX = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ChartSeries(name, values.Select((y, index) => new ChartPoint(firstX + index, y)));
    }

    /// <summary>The name in the legend.</summary>
    public string Name { get; }

    /// <summary>The points in the order they are joined.</summary>
    public IReadOnlyList<ChartPoint> Points { get; }
}

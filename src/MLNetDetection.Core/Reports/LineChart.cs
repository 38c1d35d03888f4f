namespace MLNetDetection.Core.Reports;

/// <summary>A chart of one or more curves over a common axis.</summary>
public sealed class LineChart
{
    /// <summary>A chart of the given curves.</summary>
    /// <param name="title">The heading above it.</param>
    /// <param name="xLabel">What runs across, with its unit, such as "epoch".</param>
    /// <param name="yLabel">What runs up, with its unit, such as "loss".</param>
    /// <param name="series">The curves; none, or only empty ones, draw the axes and "not measured".</param>
    public LineChart(string title, string xLabel, string yLabel, params IEnumerable<ChartSeries> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(xLabel);
        ArgumentNullException.ThrowIfNull(yLabel);
        ArgumentNullException.ThrowIfNull(series);
        Title = title;
        XLabel = xLabel;
        YLabel = yLabel;
        Series = [.. series];
        if (Series.Contains(null!))
        {
            throw new ArgumentNullException(nameof(series));
        }
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>What runs across.</summary>
    public string XLabel { get; }

    /// <summary>What runs up.</summary>
    public string YLabel { get; }

    /// <summary>The curves.</summary>
    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>The vertical axis reaches at least down to this; null (the default) leaves it to the data.</summary>
    public double? YFrom { get; init; }

    /// <summary>The vertical axis reaches at least up to this, such as 1 for AP; null (the default) leaves it to the data.</summary>
    public double? YTo { get; init; }

    /// <summary>A sentence under the chart, or null.</summary>
    public string? Note { get; init; }
}

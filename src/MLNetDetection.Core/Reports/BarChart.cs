namespace MLNetDetection.Core.Reports;

/// <summary>Bars under one another, the longest across the whole width.</summary>
public sealed class BarChart
{
    /// <summary>A chart of the given bars.</summary>
    /// <param name="title">The heading above it.</param>
    /// <param name="bars">From top to bottom; none shows "not measured".</param>
    public BarChart(string title, params IEnumerable<ReportBar> bars)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(bars);
        Title = title;
        Bars = [.. bars];
        if (Bars.Contains(null!))
        {
            throw new ArgumentNullException(nameof(bars));
        }
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The bars.</summary>
    public IReadOnlyList<ReportBar> Bars { get; }

    /// <summary>A sentence under the chart, or null.</summary>
    public string? Note { get; init; }
}

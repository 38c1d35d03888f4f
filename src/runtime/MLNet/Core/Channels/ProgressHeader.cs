namespace Microsoft.ML.Runtime;

/// <summary>What a progress channel counts and measures.</summary>
public sealed class ProgressHeader
{
    /// <summary>The units that are counted, the coarsest first.</summary>
    internal readonly IReadOnlyList<string> UnitNames;

    /// <summary>The values that are measured.</summary>
    internal readonly IReadOnlyList<string> MetricNames;

    /// <summary>A header with metrics and units; null for none.</summary>
    public ProgressHeader(string[]? metricNames, string[]? unitNames)
    {
        UnitNames = unitNames ?? [];
        MetricNames = metricNames ?? [];
    }

    /// <summary>A header with units only.</summary>
    internal ProgressHeader(params string[] unitNames)
        : this(null, unitNames)
    {
    }
}

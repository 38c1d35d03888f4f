namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A marked value of an axis.</summary>
internal readonly record struct AxisTick(double Value, string Label);

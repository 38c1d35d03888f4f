namespace MLNetDetection.Core.Reports;

/// <summary>A bar of a <see cref="BarChart"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its length, 0 or more; NaN or less than 0 shows as not measured.</param>
/// <param name="Text">The figure written beside it (see <see cref="ReportNumber"/>).</param>
public sealed record ReportBar(string Name, double Value, string Text);

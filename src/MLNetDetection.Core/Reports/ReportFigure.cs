namespace MLNetDetection.Core.Reports;

/// <summary>A key figure, shown large on a tile.</summary>
/// <param name="Name">What was measured, such as "AP50".</param>
/// <param name="Value">The figure as text (see <see cref="ReportNumber"/>).</param>
/// <param name="Note">A short line under it, such as the unit or the data it was measured on; null for none.</param>
public sealed record ReportFigure(string Name, string Value, string? Note = null);

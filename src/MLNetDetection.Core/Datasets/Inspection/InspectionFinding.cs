namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>One finding.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="File">The image or annotation file; the set's folder for what concerns all of it.</param>
/// <param name="Row">1-based line or record of an annotation file, or 0.</param>
/// <param name="Message">For people.</param>
/// <param name="Remedy">The option or step that handles it.</param>
public sealed record InspectionFinding(InspectionKind Kind, InspectionSeverity Severity, string File, int Row, string Message, string Remedy)
{
    /// <summary>severity kind file(row): message.</summary>
    public override string ToString() => $"{Severity} {Kind} {File}{(Row > 0 ? $"({Row})" : "")}: {Message}";
}

namespace MLNetDetection.Core.Datasets;

/// <summary>Something in a data set that was left out or changed while reading it.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="File">The annotation or image file.</param>
/// <param name="Line">1-based line, or 0 where no line is meant.</param>
/// <param name="Message">What was found.</param>
public sealed record DatasetFinding(DatasetFindingKind Kind, string File, int Line, string Message)
{
    /// <summary>file(line): message.</summary>
    public override string ToString() => Line > 0 ? $"{File}({Line}): {Message}" : $"{File}: {Message}";
}

namespace MLNetDetection.Core.Reports;

/// <summary>A column of a <see cref="ReportTable"/>.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="IsNumber">True to align it right, digits under digits.</param>
public sealed record TableColumn(string Header, bool IsNumber = false)
{
    /// <summary>A column of numbers.</summary>
    public static TableColumn Number(string header) => new(header, IsNumber: true);
}

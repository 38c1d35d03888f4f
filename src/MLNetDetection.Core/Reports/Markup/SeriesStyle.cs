namespace MLNetDetection.Core.Reports.Markup;

/// <summary>
/// How a curve looks. Colour alone does not tell curves apart for everyone, nor on grey paper: the marker differs too, and after
/// every eight curves the dashes.
/// </summary>
internal readonly record struct SeriesStyle(int Index)
{
    public const int Colours = 8;

    private static readonly string[] DashPatterns = ["", "7 4", "2 4", "9 3 2 3"];

    // Each about 8 units across, around 0,0.
    private static readonly string[] MarkerShapes =
    [
        "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        "M-3.2 -3.2h6.4v6.4h-6.4z",
        "M0 -4.2L4 3.2H-4z",
        "M0 -4.4L4.4 0L0 4.4L-4.4 0z",
        "M0 4.2L4 -3.2H-4z",
        "M-1.4 -4h2.8v2.6h2.6v2.8h-2.6v2.6h-2.8v-2.6h-2.6v-2.8h2.6z",
        "M-4 -1.8h8v3.6h-8z",
    ];

    public string CssClass => "s" + (Index % Colours);

    public string Dashes => DashPatterns[Index / Colours % DashPatterns.Length];

    public string Marker => MarkerShapes[Index % MarkerShapes.Length];
}

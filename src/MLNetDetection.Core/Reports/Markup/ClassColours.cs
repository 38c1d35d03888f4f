using System.Globalization;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>
/// Colours of classes on pictures. Chosen one after another, each as far as possible in OKLab from those before it, as seen with
/// full vision and with simulated protanopia, deuteranopia and tritanopia (Machado et al. 2009). The same in light and dark: what
/// lies behind them is the picture.
/// </summary>
internal static class ClassColours
{
    private static readonly string[] Colours =
    [
        "#f0a000", "#2f8fe0", "#e0401f", "#0fa070", "#5affff", "#692d87", "#0000ff", "#f0f05a", "#96001e", "#b4b4ff",
        "#4bd2a5", "#786996", "#ff1ed2", "#4b1ec3", "#c3004b", "#96f0a5", "#00695a", "#f06987", "#d2d25a", "#e15aff",
    ];

    public static string Of(int classId) => Colours[(int)((uint)classId % Colours.Length)];

    /// <summary>Black or white, whichever reads better on the colour: a contrast of at least 4.5 either way (WCAG 2).</summary>
    public static string TextOn(string colour)
    {
        double luminance = (0.2126 * Linear(colour, 1)) + (0.7152 * Linear(colour, 3)) + (0.0722 * Linear(colour, 5));
        return (luminance + 0.05) * (luminance + 0.05) > 1.05 * 0.05 ? "#000" : "#fff";
    }

    private static double Linear(string colour, int at)
    {
        double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}

using System.Text;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Estimates how wide text is in a common sans-serif font, since nothing here can measure it.</summary>
internal static class TextWidth
{
    /// <summary>Width in units of the font's size.</summary>
    public static double InEm(string text)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune.Value);
        }

        return width;
    }

    private static double Of(int character) => character switch
    {
        ' ' or 'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '!' or '|' => 0.28,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.36,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.88,
        >= 'A' and <= 'Z' => 0.7,
        < 0x2E80 => 0.57,
        _ => 1,
    };
}

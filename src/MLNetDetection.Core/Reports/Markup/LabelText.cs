using System.Text;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>What a label says.</summary>
internal static class LabelText
{
    /// <summary>Name and score; a name that is too long ends in three dots, and the score alone stands where there is no room for a name. Null for nothing.</summary>
    /// <param name="name">The class.</param>
    /// <param name="score">Null where there is none.</param>
    /// <param name="longest">Width that the text may have, in units of the font's size.</param>
    /// <param name="widthInEm">Measures a text.</param>
    public static string? Fit(string name, float? score, double longest, Func<string, double> widthInEm)
    {
        string tail = score is { } value ? $" {ReportNumber.Fixed(value, 2)}" : "";
        string whole = (name + tail).Trim();
        if (whole.Length > 0 && widthInEm(whole) <= longest)
        {
            return whole;
        }

        Rune[] letters = [.. name.Trim().EnumerateRunes()];
        string Cut(int count) => $"{string.Concat(letters.Take(count)).TrimEnd()}…{tail}";
        int fits = 0, above = letters.Length;
        while (fits + 1 < above)
        {
            int middle = (fits + above) / 2;
            (fits, above) = widthInEm(Cut(middle)) <= longest ? (middle, above) : (fits, middle);
        }

        string text = fits > 0 ? Cut(fits) : tail.Trim();
        return text.Length > 0 && widthInEm(text) <= longest ? text : null;
    }
}

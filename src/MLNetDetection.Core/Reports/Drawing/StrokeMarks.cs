using System.Globalization;
using System.Text;

namespace MLNetDetection.Core.Reports.Drawing;

/// <summary>
/// Takes Latin letters with marks apart. .NET does so itself where it has ICU; without (InvariantGlobalization, small containers) it leaves them whole.
/// </summary>
internal static class StrokeMarks
{
    // Letter and composed letter in turn, for each combining mark. Romanian's comma below stands with the cedilla.
    private static readonly (char Mark, string Pairs)[] _composed =
    [
        ('\u0300', "AÀEÈIÌNǸOÒUÙaàeèiìnǹoòuù"),
        ('\u0301', "AÁCĆEÉIÍLĹNŃOÓRŔSŚUÚYÝZŹaácćeéiílĺnńoórŕsśuúyýzź"),
        ('\u0302', "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷ"),
        ('\u0303', "AÃIĨNÑOÕUŨaãiĩnñoõuũ"),
        ('\u0304', "AĀEĒIĪOŌUŪaāeēiīoōuū"),
        ('\u0306', "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭ"),
        ('\u0307', "CĊEĖGĠIİZŻcċeėgġzż"),
        ('\u0308', "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿ"),
        ('\u030A', "AÅUŮaåuů"),
        ('\u030B', "OŐUŰoőuű"),
        ('\u030C', "CČDĎEĚGǦNŇRŘSŠTŤZŽcčdďeěgǧnňrřsštťzž"),
        ('\u0327', "CÇGĢKĶLĻNŅRŖSŞSȘTŢTȚcçkķlļnņrŗsşsștţtț"),
        ('\u0328', "AĄEĘIĮUŲaąeęiįuų"),
    ];

    private static readonly Dictionary<char, (char Letter, char Mark)> _parts = _composed
        .SelectMany(set => set.Pairs.Chunk(2).Select(pair => (Composed: pair[1], Letter: pair[0], set.Mark)))
        .ToDictionary(item => item.Composed, item => (item.Letter, item.Mark));

    /// <summary>The text's characters, marks behind their letters. By way of runes, since half a character cannot be taken apart.</summary>
    public static IEnumerable<Rune> Apart(string text)
    {
        foreach (Rune character in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (character.IsBmp && _parts.TryGetValue((char)character.Value, out (char Letter, char Mark) parts))
            {
                yield return new Rune(parts.Letter);
                yield return new Rune(parts.Mark);
            }
            else
            {
                yield return character;
            }
        }
    }

    /// <summary>Whether a character is a mark on the one before it.</summary>
    public static bool IsMark(Rune character) => Rune.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;
}

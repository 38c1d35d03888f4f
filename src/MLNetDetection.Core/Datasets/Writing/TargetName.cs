using System.Globalization;
using System.Text;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>File names that every system and every format takes.</summary>
internal static class TargetName
{
    private const string Refused = "\\/:*?\"<>|%";

    /// <summary>The file's name; with its folder's in front, then a number, where the stem is taken.</summary>
    public static string Of(string path, HashSet<string> stems)
    {
        string name = Clean(Path.GetFileName(path)), extension = Path.GetExtension(name);
        string stem = Clean(Path.GetFileNameWithoutExtension(name));
        if (stems.Add(stem))
        {
            return stem + extension;
        }

        string longer = $"{Clean(Path.GetFileName(Path.GetDirectoryName(path)) ?? "")}_{stem}", tried = longer;
        for (int i = 2; !stems.Add(tried); i++)
        {
            tried = longer + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return tried + extension;
    }

    public static string Clean(string name)
    {
        StringBuilder clean = new(name.Length);
        foreach (char c in name.Trim())
        {
            clean.Append(char.IsControl(c) || Refused.Contains(c) ? '_' : c);
        }

        return clean.Length == 0 || clean.ToString().All(c => c == '.') ? "_" : clean.ToString();
    }
}

using System.Globalization;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Class ids as files write them.</summary>
internal static class ClassIds
{
    private const int Most = 1_000_000;

    /// <summary>The name of a 0-based id; the number itself where there is no list.</summary>
    public static string Name(double id, IReadOnlyList<string>? names, string place)
    {
        if (id != Math.Floor(id) || id < 0 || id > Most)
        {
            throw new InvalidDataException($"{place}: {id.ToString(CultureInfo.InvariantCulture)} is no class id.");
        }

        return names is null ? ((int)id).ToString(CultureInfo.InvariantCulture)
            : id < names.Count ? names[(int)id]
            : throw new InvalidDataException($"{place}: class {id} is not among the {names.Count} class names.");
    }

    /// <summary>A class as text: a name of the list, an id of it, or, without a list, a name of its own.</summary>
    public static string Name(string text, IReadOnlyList<string>? names, string place)
    {
        if (text.Length == 0)
        {
            throw new InvalidDataException($"{place} has no class.");
        }

        return names is not null && !names.Contains(text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int id)
            ? Name(id, names, place)
            : text;
    }
}

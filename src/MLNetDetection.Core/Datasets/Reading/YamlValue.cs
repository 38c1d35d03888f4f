using System.Globalization;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>What stands at a key of a YAML file: one text, a list, or a mapping of texts.</summary>
/// <param name="Items">Keys are the numbers from 0 in a list, and null at a single text.</param>
internal sealed record YamlValue(List<(string? Key, string Value)> Items)
{
    private const int Most = 1_000_000;

    /// <summary>The texts by number.</summary>
    /// <exception cref="InvalidDataException">The keys are no numbers from 0, each once.</exception>
    public string[] InOrder(string path)
    {
        string?[] ordered = new string?[Items.Count];
        foreach (var (key, value) in Items)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index > Most || index >= ordered.Length || ordered[index] is not null)
            {
                throw new InvalidDataException($"{path}: the names are not numbered from 0 without gaps; found \"{key}\".");
            }

            ordered[index] = value;
        }

        return ordered!;
    }
}

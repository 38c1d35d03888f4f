using System.Globalization;
using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Fields of annotation JSON, with errors that name the file and the place.</summary>
internal static class JsonFields
{
    public static JsonElement? Optional(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException e)
        {
            // A name that is no valid text, half of a surrogate pair say, cannot be compared.
            throw new InvalidDataException($"A name beside \"{name}\" is no valid text: {e.Message}", e);
        }
    }

    public static JsonElement Required(this JsonElement element, string name, string place) =>
        element.Optional(name) ?? throw new InvalidDataException($"{place} has no \"{name}\".");

    public static string Text(this JsonElement element, string name, string place) => element.Required(name, place) switch
    {
        { ValueKind: JsonValueKind.String } text => TextOf(text, name, place),
        var other => throw new InvalidDataException($"{place}: \"{name}\" is {other.ValueKind}, not text."),
    };

    public static string? OptionalText(this JsonElement element, string name, string place) =>
        element.Optional(name) is { ValueKind: JsonValueKind.String } text ? TextOf(text, name, place) : null;

    public static double Number(this JsonElement element, string name, string place) => Number(element.Required(name, place), $"{place}: \"{name}\"");

    /// <summary>A number, or text of one.</summary>
    public static double Number(JsonElement value, string place)
    {
        double number = double.NaN;
        bool known = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out number),
            JsonValueKind.String => double.TryParse(value.GetRawText().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        return known && double.IsFinite(number) ? number : throw new InvalidDataException($"{place} is no number.");
    }

    /// <summary>A size in pixels; 0 where it is not given.</summary>
    public static int Size(this JsonElement element, string name, string place)
    {
        if (element.Optional(name) is not { } value)
        {
            return 0;
        }

        double size = Number(value, $"{place}: \"{name}\"");
        return size is >= 0 and <= int.MaxValue ? (int)size : throw new InvalidDataException($"{place}: \"{name}\" is {size}, not a size.");
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name, string place) => element.Optional(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { } other => throw new InvalidDataException($"{place}: \"{name}\" is {other.ValueKind}, not an array."),
    };

    public static string TextOf(JsonElement value, string name, string place)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"{place}: \"{name}\" is no valid text: {e.Message}", e);
        }
    }
}

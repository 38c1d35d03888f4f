using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MLNetDetection.Recipes.Reading;

namespace MLNetDetection.Recipes.Binding;

/// <summary>Numbers, words, truth values, times and names of enumerations.</summary>
internal static class RecipeScalars
{
    public static bool Knows(Type type) =>
        type.IsEnum || type == typeof(TimeSpan) || Type.GetTypeCode(type) is TypeCode.Boolean or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Single or TypeCode.Double or TypeCode.String;

    public static object Read(Type type, RecipeNode node)
    {
        if (type.IsEnum)
        {
            return ReadEnum(type, node);
        }

        return type == typeof(TimeSpan) ? ReadTime(node) : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => Read<bool>(node, "true or false"),
            TypeCode.Int32 => Read<int>(node, "a whole number"),
            TypeCode.Int64 => Read<long>(node, "a whole number"),
            TypeCode.Single => (float)Read<double>(node, "a number"),
            TypeCode.Double => Read<double>(node, "a number"),
            _ => Read<string>(node, "text in quotes"),
        };
    }

    public static JsonNode? Write(object? value) => value switch
    {
        null => null,
        bool b => JsonValue.Create(b),
        int i => JsonValue.Create(i),
        long l => JsonValue.Create(l),
        float f => JsonValue.Create(double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        double d => double.IsFinite(d) ? JsonValue.Create(d) : null,
        string s => JsonValue.Create(s),
        TimeSpan t => t == TimeSpan.MaxValue ? null : JsonValue.Create(t.ToString("c", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!)),
    };

    private static T Read<T>(RecipeNode node, string wanted) => node.Value is JsonValue value && value.TryGetValue(out T? result) ? result : throw node.Wrong(wanted);

    private static TimeSpan ReadTime(RecipeNode node)
    {
        const string Wanted = "a time such as \"01:30:00\"";
        return TimeSpan.TryParseExact(Read<string>(node, Wanted), "c", CultureInfo.InvariantCulture, out TimeSpan time) ? time : throw node.Wrong(Wanted);
    }

    private static object ReadEnum(Type type, RecipeNode node)
    {
        string[] names = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
        string name = Read<string>(node, $"one of {string.Join(", ", names)}");
        int index = Array.FindIndex(names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? Enum.GetValues(type).GetValue(index)! : throw node.Fault($"There is no '{name}'. {NearestName.Advice(name, names)}");
    }
}

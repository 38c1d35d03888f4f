using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNetDetection.Recipes.Reading;

/// <summary>A value of a recipe with its place.</summary>
internal readonly record struct RecipeNode(RecipeTree Tree, string Path, JsonNode? Value)
{
    /// <summary>The key that says which of several kinds an object is.</summary>
    public const string KindKey = "type";

    private const int LongestShown = 60;

    public RecipeNode Child(object step, JsonNode? value) => new(Tree, RecipePath.Child(Path, step), value);

    /// <summary>The section of this name, an empty one where there is none.</summary>
    public RecipeNode Section(string key)
    {
        JsonObject root = Object();
        JsonNode section = root[key] ?? (root[key] = new JsonObject());
        return Child(key, section);
    }

    public JsonObject Object() => Value as JsonObject ?? throw Wrong("an object in braces");

    public JsonArray List() => Value as JsonArray ?? throw Wrong("a list in brackets");

    /// <summary>An error that names the file and the place.</summary>
    public InvalidDataException Fault(string message) => new($"{Tree.OriginOf(Path)}: {Path}: {message}");

    public InvalidDataException Wrong(string wanted) => Fault($"{Describe(Value)} is not {wanted}.");

    public static string Describe(JsonNode? value)
    {
        string text = value?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null";
        return text.Length <= LongestShown ? text : text[..LongestShown] + "...";
    }
}

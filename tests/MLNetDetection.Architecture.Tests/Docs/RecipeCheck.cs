using System.Text.Json;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>Whether JSON that pages show is JSON, and where it is a recipe, one that the library takes.</summary>
internal static class RecipeCheck
{
    private static readonly JsonDocumentOptions _reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly string[] _sections = ["extends", "network", "training", "augmentation", "detection"];

    public static IEnumerable<string> Violations(MarkdownPage page) => page.Blocks
        .Where(block => block.Language is "json" or "jsonc")
        .Select(block => (block, fault: Fault(block.Text)))
        .Where(found => found.fault is not null)
        .Select(found => $"{found.block.Page}:{found.block.Line}: {found.fault}");

    private static string? Fault(string json)
    {
        // A page may show a part of an object, without the braces around it.
        json = json.TrimStart().StartsWith('"') ? "{" + json + "}" : json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, _reading);
            if (document.RootElement.ValueKind == JsonValueKind.Object && _sections.Any(name => document.RootElement.TryGetProperty(name, out _)))
            {
                _ = Recipe.Parse(json).ToOptions();
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return e.Message;
        }
    }
}

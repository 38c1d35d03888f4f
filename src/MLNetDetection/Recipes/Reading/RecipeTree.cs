using System.Text.Json.Nodes;

namespace MLNetDetection.Recipes.Reading;

/// <summary>A recipe's values, and for each whose word it is: a file, a recipe of the library, or an override.</summary>
internal sealed class RecipeTree(string name)
{
    private readonly Dictionary<string, string> _origins = [];

    /// <summary>What the whole is called.</summary>
    public string Name => name;

    public JsonObject Root { get; private set; } = [];

    public RecipeNode Node => new(this, RecipePath.Root, Root);

    /// <summary>Who set the value at a path, or the nearest one above it.</summary>
    public string OriginOf(string path)
    {
        for (string? at = path; at is not null; at = RecipePath.Parent(at))
        {
            if (_origins.TryGetValue(at, out string? origin))
            {
                return origin;
            }
        }

        return name;
    }

    /// <summary>Lays values over those there are: objects key by key, everything else whole.</summary>
    public void Overlay(JsonObject values, string origin) => Overlay(Root, values, RecipePath.Root, origin);

    /// <summary>Takes over another tree's values; the caller has seen to it that no key is in both.</summary>
    public void Take(RecipeTree other)
    {
        foreach ((string key, JsonNode? value) in other.Root)
        {
            Root[key] = value?.DeepClone();
        }

        foreach ((string path, string origin) in other._origins)
        {
            _origins[path] = origin;
        }
    }

    /// <summary>Sets one value, making the objects on the way to it.</summary>
    /// <exception cref="FormatException">The path leads through something that is no object, or past a list's end.</exception>
    public void Set(string path, JsonNode? value, string origin)
    {
        IReadOnlyList<object> steps = RecipePath.Steps(path);
        JsonNode at = Root;
        string reached = RecipePath.Root;
        for (int i = 0; i < steps.Count; i++)
        {
            bool last = i == steps.Count - 1;
            string here = reached;
            reached = RecipePath.Child(reached, steps[i]);
            if (at is JsonObject section && steps[i] is string key)
            {
                at = last ? Root : section[key] ?? (section[key] = new JsonObject());
                if (last)
                {
                    section[key] = value;
                }
            }
            else if (at is JsonArray list && steps[i] is int index)
            {
                if (index >= list.Count)
                {
                    throw new FormatException($"{here} has {list.Count} items; there is no {reached}.");
                }

                at = last ? Root : list[index] ?? throw new FormatException($"{reached} is null; nothing lies in it.");
                if (last)
                {
                    list[index] = value;
                }
            }
            else
            {
                throw new FormatException($"{here} is {RecipeNode.Describe(at)}; there is no {reached}.");
            }
        }

        _origins[reached] = origin;
    }

    private void Overlay(JsonObject into, JsonObject values, string path, string origin)
    {
        foreach ((string key, JsonNode? value) in values)
        {
            string child = RecipePath.Child(path, key);
            if (value is JsonObject section && into[key] is JsonObject there && SameKind(there, section))
            {
                Overlay(there, section, child, origin);
                continue;
            }

            into[key] = value?.DeepClone();
            _origins[child] = origin;
            foreach (string below in _origins.Keys.Where(p => RecipePath.IsBelow(p, child)).ToArray())
            {
                _origins.Remove(below);
            }
        }
    }

    // The options of one kind of loss mean nothing to another: a new kind starts afresh.
    private static bool SameKind(JsonObject there, JsonObject section) =>
        section[RecipeNode.KindKey] is not { } kind || JsonNode.DeepEquals(kind, there[RecipeNode.KindKey]);
}

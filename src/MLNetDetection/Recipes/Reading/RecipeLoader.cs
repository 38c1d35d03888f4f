using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNetDetection.Recipes.Reading;

/// <summary>Reads a recipe with all it extends.</summary>
internal static class RecipeLoader
{
    public const string DescriptionKey = "description";
    private const string ExtendsKey = "extends";
    private const string Folder = "MLNetDetection.Recipes.Library.";
    private const string Extension = ".json";
    private const int LargestFile = 1 << 20;
    private const int MostFiles = 64;

    private static readonly JsonDocumentOptions _reading = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
    };

    /// <summary>The library's names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(RecipeLoader).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n => n[Folder.Length..^Extension.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A name of the library, or a path that ends in .json.</summary>
    public static RecipeTree Load(string nameOrPath)
    {
        int left = MostFiles;
        return Load(nameOrPath, null, [], ref left);
    }

    /// <summary>Text that extends nothing but the library.</summary>
    public static RecipeTree Parse(string name, string json)
    {
        int left = MostFiles;
        return Resolve(name, json, null, [name], ref left);
    }

    /// <summary>The text of a recipe that a model brings: one object that extends nothing.</summary>
    public static string CheckStored(string name, string json) => ParseObject(name, json).ContainsKey(ExtendsKey)
        ? throw new InvalidDataException($"{name}: $.{ExtendsKey}: a stored recipe extends nothing.")
        : json;

    /// <summary>A path and a value, as a command line has them: training.epochs=5.</summary>
    public static void Override(RecipeTree tree, string assignment)
    {
        string origin = $"override '{assignment}'";
        int equals = assignment.IndexOf('=');
        try
        {
            if (equals < 1)
            {
                throw new FormatException("It is not of the form path=value, such as training.epochs=5.");
            }

            tree.Set(assignment[..equals], Value(assignment[(equals + 1)..]), origin);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{origin}: {e.Message}", e);
        }
    }

    // What is no JSON is text: --set network.name=tiny needs no quotes.
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text, null, _reading);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static RecipeTree Load(string nameOrPath, string? folder, List<string> chain, ref int left)
    {
        bool isFile = nameOrPath.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        string name = isFile ? Path.GetFullPath(Path.Combine(folder ?? "", nameOrPath)) : nameOrPath;
        if (chain.Contains(name))
        {
            throw new InvalidDataException($"{chain[^1]}: $.{ExtendsKey}: '{nameOrPath}' extends itself: {string.Join(" > ", chain)} > {name}.");
        }

        if (isFile && chain.Count > 0 && folder is null)
        {
            throw new InvalidDataException($"{chain[^1]}: $.{ExtendsKey}: '{nameOrPath}' is a file; only a recipe that is a file itself extends files.");
        }

        if (left-- == 0)
        {
            throw new InvalidDataException($"{chain[^1]}: $.{ExtendsKey}: more than {MostFiles} recipes are extended.");
        }

        string json = isFile ? ReadFile(name) : ReadLibrary(name, chain);
        return Resolve(name, json, isFile ? Path.GetDirectoryName(name) : null, [.. chain, name], ref left);
    }

    private static RecipeTree Resolve(string name, string json, string? folder, List<string> chain, ref int left)
    {
        JsonObject values = ParseObject(name, json);
        var tree = new RecipeTree(name);
        if (values[ExtendsKey] is { } extends)
        {
            var setters = new Dictionary<string, string>();
            foreach (string each in BaseNames(new RecipeNode(tree, RecipePath.Child(RecipePath.Root, ExtendsKey), extends)))
            {
                RecipeTree basis = Load(each, folder, chain, ref left);
                basis.Root.Remove(DescriptionKey);
                foreach ((string key, _) in basis.Root)
                {
                    if (!setters.TryAdd(key, each))
                    {
                        throw new InvalidDataException(
                            $"{name}: $.{ExtendsKey}: '{setters[key]}' and '{each}' both set '{key}'; of several bases only one may.");
                    }
                }

                tree.Take(basis);
            }
        }

        values.Remove(ExtendsKey);
        tree.Overlay(values, name);
        return tree;
    }

    private static IEnumerable<string> BaseNames(RecipeNode extends) => extends.Value is JsonValue
        ? [Text(extends)]
        : extends.List().Select((item, i) => Text(extends.Child(i, item)));

    private static string Text(RecipeNode node) => node.Value is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0
        ? text
        : throw node.Wrong("the name of a recipe, or the path of a .json file");

    private static string ReadFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no recipe '{path}'.", path);
        }

        return file.Length <= LargestFile ? File.ReadAllText(path) : throw new InvalidDataException($"{path}: a file of {file.Length} bytes is no recipe.");
    }

    private static string ReadLibrary(string name, List<string> chain)
    {
        using Stream? stream = typeof(RecipeLoader).Assembly.GetManifestResourceStream(Folder + name + Extension);
        if (stream is null)
        {
            string place = chain.Count > 0 ? $"{chain[^1]}: $.{ExtendsKey}: " : "";
            throw new InvalidDataException($"{place}There is no recipe '{name}' in the library; a file's name ends in {Extension}. {NearestName.Advice(name, Names)}");
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static JsonObject ParseObject(string name, string json)
    {
        try
        {
            return JsonNode.Parse(json, null, _reading) as JsonObject ?? throw new InvalidDataException($"{name}: $: a recipe is an object in braces.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: it is no valid JSON: {e.Message}", e);
        }
    }
}

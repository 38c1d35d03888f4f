using System.Text.Encodings.Web;
using System.Text.Json;
using MLNetDetection.Recipes;
using MLNetDetection.Recipes.Reading;

namespace MLNetDetection;

/// <summary>
/// A training's choices as JSON: network, anchors, matching, loss, training, augmentation, detection. A recipe extends others and
/// says only what differs; see docs/recipes.md.
/// </summary>
public sealed class Recipe
{
    private static readonly JsonSerializerOptions _writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Recipe(string name, string json) => (Name, Json) = (name, json);

    /// <summary>Names of the library's recipes, which <see cref="Load"/> takes.</summary>
    public static IReadOnlyList<string> Library => RecipeLoader.Names;

    /// <summary>The name in the library, the file's without folder and ending, or what <see cref="Parse"/> was told.</summary>
    public string Name { get; }

    /// <summary>The resolved recipe: one JSON object that extends nothing, with the defaults of what was not said.</summary>
    public string Json { get; }

    /// <summary>What the recipe is for, or an empty text.</summary>
    public string Description
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Json);
            return document.RootElement.TryGetProperty(RecipeLoader.DescriptionKey, out JsonElement text) ? text.ToString() : "";
        }
    }

    /// <summary>A recipe of the library, or a file.</summary>
    /// <param name="nameOrPath">One of <see cref="Library"/>, or a path that ends in .json.</param>
    /// <param name="overrides">Values that go before the recipe's, as <c>training.epochs=5</c>; each is JSON, or else text.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">No such recipe, no valid JSON, an unknown key or a wrong value; the message names file and path.</exception>
    public static Recipe Load(string nameOrPath, params IEnumerable<string> overrides)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        ArgumentNullException.ThrowIfNull(overrides);
        return Resolved(RecipeLoader.Load(nameOrPath), overrides);
    }

    /// <summary>A recipe from text; it may extend recipes of the library.</summary>
    /// <param name="json">One JSON object; comments and trailing commas are allowed.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">As <see cref="Load"/>.</exception>
    public static Recipe Parse(string json, string name = "recipe")
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Resolved(RecipeLoader.Parse(name, json), []);
    }

    /// <summary>New options of the recipe; columns, progress and devices are as by default.</summary>
    /// <exception cref="InvalidDataException">The recipe came with a model of another version, and does not hold here.</exception>
    public SsdTrainer.Options ToOptions()
    {
        SsdTrainer.Options options = RecipeResolver.Resolve(RecipeLoader.Parse(Name, Json));
        options.Recipe = this;
        return options;
    }

    /// <inheritdoc cref="Json"/>
    public override string ToString() => Json;

    // A later version's recipe may hold what this one does not know; it is looked at when options are wanted.
    internal static Recipe FromModel(string name, string json) => new(name, RecipeLoader.CheckStored(name, json));

    private static Recipe Resolved(RecipeTree tree, IEnumerable<string> overrides)
    {
        foreach (string assignment in overrides)
        {
            RecipeLoader.Override(tree, assignment);
        }

        RecipeResolver.Resolve(tree);
        return new Recipe(Path.GetFileNameWithoutExtension(tree.Name), tree.Root.ToJsonString(_writing));
    }
}

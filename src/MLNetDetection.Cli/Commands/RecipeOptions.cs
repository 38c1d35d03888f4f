using System.CommandLine;

namespace MLNetDetection.Cli.Commands;

/// <summary>The options of commands that take a recipe.</summary>
internal static class RecipeOptions
{
    public static Option<string> Recipe() => new("--recipe")
    {
        Description = "A recipe of the library (see mldetect recipes), or a .json file.", DefaultValueFactory = _ => "tiny-cpu",
    };

    /// <exception cref="UsageException">The recipe or an override is wrong.</exception>
    public static Recipe Load(string nameOrPath, string[] overrides)
    {
        try
        {
            return MLNetDetection.Recipe.Load(nameOrPath, overrides);
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            throw new UsageException(e.Message, e);
        }
    }

    public static Option<string[]> Set() => new("--set")
    {
        Description = "A value that goes before the recipe's, such as training.epochs=5; may be given several times.",
    };
}

using System.CommandLine;
using Microsoft.ML;
using MLNetDetection.Cli.Prediction;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect recipes: the library's list, or one recipe in full.</summary>
internal static class RecipesCommand
{
    public static Command Create()
    {
        Argument<string?> name = new("NAME") { Description = "A recipe of the library, a .json file, or a model's .zip; without it, the library is listed.", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> set = RecipeOptions.Set();
        Command command = new("recipes", "Lists the recipes, or prints one as it resolves, with every default: mldetect recipes tiny-cpu --set training.epochs=5")
        {
            name, set,
        };
        command.SetGuardedAction((result, _) => Run(result.GetValue(name), result.GetValue(set) ?? [], result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string? name, string[] overrides, TextWriter output, TextWriter errors)
    {
        if (name is null)
        {
            int width = Recipe.Library.Max(each => each.Length);
            foreach (string each in Recipe.Library)
            {
                output.WriteLine($"{each.PadRight(width)}  {Recipe.Load(each).Description}");
            }

            return ExitCode.Done;
        }

        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            output.WriteLine(RecipeOptions.Load(name, overrides).Json);
            return ExitCode.Done;
        }

        ITransformer model = new MLContext().Model.Load(name, out _);
        Recipe? saved = DetectorSource.Flat(model).OfType<SsdTransformer>().LastOrDefault()?.Recipe;
        (model as IDisposable)?.Dispose();
        if (saved is null)
        {
            errors.WriteLine($"error: '{name}' has no recipe: it holds no detector, or one that was trained without.");
            return ExitCode.Failed;
        }

        output.WriteLine(saved.Json);
        return ExitCode.Done;
    }
}

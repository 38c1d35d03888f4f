using System.CommandLine;
using System.Text.Json;
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
        Option<bool> json = new("--json") { Description = "Print the list as one JSON array; a single recipe is JSON anyway." };
        var command = new ToolCommand("recipes",
            "Lists the recipes, or prints one as it resolves, with every default.",
            "mldetect recipes",
            "mldetect recipes tiny-cpu --set training.epochs=5 > mine.json",
            "mldetect recipes detector.zip                                                   # how a model was trained")
        {
            name, set, json,
        };
        command.SetGuardedAction((result, _) => Run(result.GetValue(name), result.GetValue(set) ?? [], result.GetValue(json), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string? name, string[] overrides, bool json, TextWriter output, TextWriter errors)
    {
        if (name is null)
        {
            var known = Recipe.Library.Select(each => new { name = each, description = Recipe.Load(each).Description }).ToArray();
            output.Write(json ? JsonSerializer.Serialize(known) + Environment.NewLine
                : TextTable.Of([.. known.Select(each => (string[])[each.name, each.description])], Terminal.Width(output)));
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

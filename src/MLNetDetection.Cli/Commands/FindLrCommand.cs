using System.CommandLine;
using MLNetDetection.Torch.Training.Finding;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect find-lr: which learning rate a recipe and a data set want.</summary>
internal static class FindLrCommand
{
    public static Command Create()
    {
        var usual = new LearningRateRange();
        var data = new DataOptions();
        Option<string> recipe = RecipeOptions.Recipe();
        Option<string[]> set = RecipeOptions.Set();
        Option<double> from = new("--from") { Description = "The first rate.", DefaultValueFactory = _ => usual.From };
        Option<double> to = new("--to") { Description = "The last rate.", DefaultValueFactory = _ => usual.To };
        Option<int> steps = new("--steps") { Description = "Steps between them, 20 to 10,000.", DefaultValueFactory = _ => usual.Steps };
        Option<FileInfo?> csv = new("--csv") { Description = "Write rate, loss and smoothed loss as CSV." };
        Option<FileInfo?> report = new("--report") { Description = "Write an HTML page with the curve." };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of text." };
        var command = new ToolCommand("find-lr",
            "Raises the learning rate from step to step on a network that is thrown away, and tells where the loss falls most steeply.",
            "mldetect find-lr voc",
            "mldetect find-lr voc --recipe mine.json --report rates.html",
            "mldetect train voc --recipe mine.json --set training.learningRate=0.02 --out detector.zip");
        data.AddTo(command);
        foreach (Option option in new Option[] { recipe, set, from, to, steps, csv, report, json })
        {
            command.Add(option);
        }

        command.SetGuardedAction((result, cancellation) => new FindLrRun
        {
            Data = () => data.Read(result, null),
            Recipe = result.GetRequiredValue(recipe),
            Overrides = result.GetValue(set) ?? [],
            Range = new LearningRateRange { From = result.GetValue(from), To = result.GetValue(to), Steps = result.GetValue(steps) },
            Csv = result.GetValue(csv)?.FullName,
            Report = result.GetValue(report)?.FullName,
            Json = result.GetValue(json),
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }
}

using System.CommandLine;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect train: from annotated images to a model.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        Option<string> recipe = RecipeOptions.Recipe();
        Option<string[]> set = RecipeOptions.Set();
        Option<FileInfo> output = new("--out", "--output") { Description = "The model to write, a .zip for ml.Model.Load.", Required = true };
        Option<string?> validation = new("--val") { Description = "What to measure on: a part of DATA, or another set; by default 'val' where DATA have it." };
        Option<DirectoryInfo?> log = new("--log") { Description = "A folder for the run: log.jsonl, TensorBoard's events, report.html, recipe.json, and the checkpoint." };
        Option<bool> resume = new("--resume") { Description = "Go on from the checkpoint in --log; start where there is none." };
        Option<bool> json = new("--json") { Description = "Print one JSON object at the end instead of text." };
        var command = new ToolCommand("train",
            "Trains a detector on a data set of any format. Ctrl+C once stops after the running step and saves the best model so far (exit code 130); twice ends at once.",
            "mldetect train voc --out detector.zip",
            "mldetect train coco --recipe ssdlite-coco --set training.epochs=30 --val val --out detector.zip --log run",
            "mldetect train coco --recipe mine.json --out detector.zip --log run --resume",
            "mldetect train voc --out detector.zip --json 2> train.log                       # in CI: one line for each epoch in train.log");
        data.AddTo(command);
        foreach (Option option in new Option[] { recipe, set, output, validation, log, resume, json })
        {
            command.Add(option);
        }

        command.SetGuardedAction((result, cancellation) => new TrainRun
        {
            Data = () => data.Read(result, result.GetValue(validation)),
            Recipe = result.GetRequiredValue(recipe),
            Overrides = result.GetValue(set) ?? [],
            Model = result.GetRequiredValue(output).FullName,
            Log = result.GetValue(log)?.FullName,
            Resume = result.GetValue(resume),
            Json = result.GetValue(json),
            Output = result.InvocationConfiguration.Output,
            Errors = result.InvocationConfiguration.Error,
        }.Run(cancellation));
        return command;
    }
}

using System.CommandLine;
using BatchScoring;

Argument<FileInfo> model = new("model") { Description = "A model that ml.Model.Save wrote." };
Argument<DirectoryInfo> images = new("images") { Description = "A folder of pictures; those of folders below count too." };
Argument<FileInfo> results = new("results") { Description = "The COCO results to write; beside them goes RESULTS.images.json, which says whose ids they have." };
Option<FileInfo?> ids = new("--coco-ids") { Description = "A COCO ground truth whose image and category ids are taken; pictures that it lacks are skipped." };
Option<float> minimum = new("--min-score") { Description = "Detections under this score are left out, 0 to 1; the model's own threshold applies before.", DefaultValueFactory = _ => 0 };
RootCommand root = new("Detects objects in a folder of pictures and writes COCO results. Files that are no pictures are named and skipped. Ctrl+C keeps what is done.")
{
    model, images, results, ids, minimum,
};
// On a thread of its own: Ctrl+C is listened to once the action has returned its task.
root.SetAction((result, cancellation) => Task.Run(() => ScoringRun.Guard(() => new ScoringRun
{
    ModelPath = result.GetRequiredValue(model).FullName,
    Folder = result.GetRequiredValue(images).FullName,
    ResultsPath = result.GetRequiredValue(results).FullName,
    TruthPath = result.GetValue(ids)?.FullName,
    MinimumScore = result.GetValue(minimum),
}.Run(cancellation))));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

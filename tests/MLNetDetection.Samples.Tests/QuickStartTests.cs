using System.Text.RegularExpressions;
using Microsoft.ML;

namespace MLNetDetection.Samples.Tests;

public sealed partial class QuickStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-quickstart-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_FolderMyPictures_TrainsMeasuresAndSaves()
    {
        DrawnFolder.Shapes(Path.Combine(_folder, "my-pictures"), train: 3, test: 2);

        SampleProcess.Outcome outcome = SampleProcess.Run("QuickStart", [], folder: _folder);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Matches(Result(), outcome.LastLine);
        ITransformer model = new MLContext().Model.Load(Path.Combine(_folder, "detector.zip"), out DataViewSchema schema);
        Assert.Contains(schema, column => column.Name == "ImagePath");
        (model as IDisposable)?.Dispose();
    }

    [GeneratedRegex(@"^AP 0\.\d{3}, AP50 [01]\.\d{3}$")]
    private static partial Regex Result();
}

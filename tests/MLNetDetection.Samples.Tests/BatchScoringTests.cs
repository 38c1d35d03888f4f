using System.Text.Json;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Samples.Tests;

public sealed class BatchScoringTests(SquaresModel model) : IClassFixture<SquaresModel>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-batch-").FullName;

    private string Pictures => Directory.CreateDirectory(Path.Combine(_folder, "pictures")).FullName;

    private string Results => Path.Combine(_folder, "results.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_FolderWithBadFiles_ScoresTheGoodOnesAndNamesTheOthers()
    {
        string[] good = [Copy(0, "a.png"), Copy(1, Path.Combine("below", "b.png")), Copy(2, "c.png")];
        File.WriteAllText(Path.Combine(Pictures, "text.jpg"), "no picture");
        File.WriteAllBytes(Path.Combine(Pictures, "empty.png"), []);
        byte[] whole = File.ReadAllBytes(good[0]);
        File.WriteAllBytes(Path.Combine(Pictures, "start.png"), whole[..20]);
        File.WriteAllText(Path.Combine(Pictures, "notes.txt"), "not asked for");

        SampleProcess.Outcome outcome = SampleProcess.Run("BatchScoring", [model.ModelPath, Pictures, Results]);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement summary = JsonDocument.Parse(outcome.LastLine).RootElement;
        Assert.Equal((3, 3), (summary.GetProperty("images").GetInt32(), summary.GetProperty("skipped").GetInt32()));
        Assert.All(["text.jpg", "empty.png", "start.png"], name => Assert.Contains(name, outcome.Errors));
        Assert.DoesNotContain("   at ", outcome.Errors);
        CocoFile images = CocoJsonReader.Read(Results + ".images.json");
        Assert.Equal(["a.png", "below/b.png", "c.png"], images.Images.Select(image => image.FileName));
        Assert.Equal(["red", "blue"], images.Categories.Select(category => category.Name));
        CheckBoxes(good, images);
        Assert.Empty(Directory.GetFiles(_folder, "*.part"));
    }

    [Fact]
    public void Run_WithAGroundTruth_TakesItsIds()
    {
        string picture = Copy(0, "a.png");
        Copy(1, "unknown.png");
        string truth = Path.Combine(_folder, "instances.json");
        File.WriteAllText(truth, """
            {"images": [{"id": 700, "file_name": "a.png", "width": 80, "height": 60}], "annotations": [], "categories": [{"id": 11, "name": "blue"}, {"id": 5, "name": "red"}]}
            """);

        SampleProcess.Outcome outcome = SampleProcess.Run("BatchScoring", [model.ModelPath, Pictures, Results, "--coco-ids", truth]);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("unknown.png is not in the ground truth", outcome.Errors);
        IReadOnlyList<CocoBox> boxes = CocoJsonReader.Read(Results).Boxes;
        Assert.NotEmpty(boxes);
        Assert.All(boxes, box => Assert.Equal(700, box.ImageId));
        Assert.Equal(Expected(picture).Select(found => found.ClassId == 0 ? 5 : 11), boxes.Select(box => box.CategoryId));
    }

    [Fact]
    public void Run_ManyPictures_HoldsFewOfThemAtOnce()
    {
        string large = Path.Combine(_folder, "large.jpg");
        using (MLImage image = new PixelImage(1600, 1200).ToMLImage())
        {
            image.Save(large);
        }

        for (int i = 0; i < 200; i++)
        {
            File.Copy(large, Path.Combine(Pictures, $"{i:000}.jpg"));
        }

        SampleProcess.Outcome outcome = SampleProcess.Run("BatchScoring", [model.ModelPath, Pictures, Results], heapLimit: 600L << 20);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement summary = JsonDocument.Parse(outcome.LastLine).RootElement;
        Assert.Equal(200, summary.GetProperty("images").GetInt32());
        Assert.InRange(summary.GetProperty("peak_mb").GetInt32(), 50, 1000); // all of them decoded are 1.5 GB, which .NET may not hold here
    }

    [Fact]
    public void Run_CtrlC_KeepsWhatIsDone()
    {
        File.WriteAllText(Path.Combine(Pictures, "0.jpg"), "no picture");
        string one = Copy(0, "1.png");
        for (int i = 0; i < 5000; i++)
        {
            File.Copy(one, Path.Combine(Pictures, $"2-{i}.png"));
        }

        SampleProcess.Outcome outcome = SampleProcess.Run("BatchScoring", [model.ModelPath, Pictures, Results], interruptAt: "skipped: ");

        Assert.Equal(130, outcome.ExitCode);
        int images = JsonDocument.Parse(outcome.LastLine).RootElement.GetProperty("images").GetInt32();
        Assert.InRange(images, 0, 5000);
        Assert.Equal(images, CocoJsonReader.Read(Results + ".images.json").Images.Count);
    }

    [Fact]
    public void Run_ModelThatIsNotThere_IsToldInALine()
    {
        SampleProcess.Outcome outcome = SampleProcess.Run("BatchScoring", [Path.Combine(_folder, "none.zip"), Pictures, Results]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("There is no model", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
        Assert.False(File.Exists(Results));
    }

    private void CheckBoxes(string[] pictures, CocoFile images)
    {
        IReadOnlyList<CocoBox> boxes = CocoJsonReader.Read(Results).Boxes;
        Assert.NotEmpty(boxes);
        for (int i = 0; i < pictures.Length; i++)
        {
            IReadOnlyList<Detection> expected = Expected(pictures[i]);
            CocoBox[] found = [.. boxes.Where(box => box.ImageId == images.Images[i].Id)];
            Assert.Equal(expected.Select(item => item.ClassId + 1), found.Select(box => box.CategoryId));
            Assert.All(expected.Zip(found), pair =>
            {
                Assert.Equal(pair.First.Score, pair.Second.Score!.Value, 1e-5);
                Assert.Equal(pair.First.Box.X1, pair.Second.X, 1e-3);
                Assert.Equal(pair.First.Box.Height, pair.Second.Height, 1e-3);
            });
        }
    }

    private IReadOnlyList<Detection> Expected(string picture)
    {
        using MLImage image = DetectionImages.Read(picture).ToMLImage();
        return model.Detector.Predict(image);
    }

    private string Copy(int index, string name)
    {
        string target = Path.Combine(Pictures, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(model.Data, "JPEGImages", $"{index:0000}.png"), target);
        return target;
    }
}

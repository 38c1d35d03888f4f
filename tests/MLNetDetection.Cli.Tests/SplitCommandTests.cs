using System.Text.Json;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli.Tests;

/// <summary>mldetect split.</summary>
public sealed class SplitCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-split-").FullName;

    private string this[string name] => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Split_SetWithCopies_KeepsEachPairInOnePart()
    {
        string set = SmallSet.Write(this["set"], 20, copies: true);

        var (code, output, errors) = ToolRun.Run("split", set, "--output", this["out"], "--parts", "train=60,val=20,test=20", "--to", "PascalVoc", "--json");

        Assert.Equal((0, ""), (code, code == 0 ? "" : errors));
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(20, json.RootElement.GetProperty("near_copies").GetInt32());
        Assert.Equal([12, 4, 4], json.RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("images").GetInt32()));
        DetectionDataset written = DetectionDataset.Open(this["out"]);
        Assert.Equal(["test", "train", "val"], written.Splits.Order());
        Assert.All(written.Images.GroupBy(image => int.Parse(Path.GetFileNameWithoutExtension(image.Path)) / 2), pair => Assert.Single(pair.Select(image => image.Split).Distinct()));
        Assert.All(written.Splits, part => Assert.Equal(2, written.OfSplit(part).Images.SelectMany(image => image.Objects).Select(item => item.ClassId).Distinct().Count()));
    }

    [Fact]
    public void Split_SeedAndText_RepeatAndTell()
    {
        string set = SmallSet.Write(this["set"], 10);
        string[] arguments = ["split", set, "--no-copies", "--parts", "train=0.5,test=0.5", "--to", "Coco"];

        var (code, output, _) = ToolRun.Run([.. arguments, "--output", this["a"]]);
        ToolRun.Run([.. arguments, "--output", this["b"]]);
        ToolRun.Run([.. arguments, "--output", this["c"], "--seed", "2"]);

        Assert.Equal(0, code);
        Assert.Matches(@"images +5 +5 +10", output);
        Assert.Contains("next: mldetect train", output);
        Assert.Equal(Parts("a"), Parts("b"));
        Assert.NotEqual(Parts("a"), Parts("c"));
    }

    [Theory]
    [InlineData("--parts", "train=0.8,train=0.2")]
    [InlineData("--parts", "train")]
    [InlineData("--parts", "train=0,val=1")]
    [InlineData("--parts", "a/b=1")]
    [InlineData("--parts", ",")]
    [InlineData("--distance", "8")]
    public void Split_ArgumentsThatDoNotFit_EndWithTwo(string option, string value)
    {
        var (code, _, errors) = ToolRun.Run("split", SmallSet.Write(this["set"], 4), "--output", this["out"], option, value);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(option, errors);
        Assert.False(Directory.Exists(this["out"]));
    }

    [Fact]
    public void Split_PictureThatCannotBeRead_IsNamedOrLeftOut()
    {
        string set = SmallSet.Write(this["set"], 6);
        File.WriteAllText(Path.Combine(set, "3.png"), "no picture");

        var (code, _, errors) = ToolRun.Run("split", set, "--output", this["a"]);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("3.png", errors);
        Assert.Contains("--skip-bad", errors);
        (code, string output, errors) = ToolRun.Run("split", set, "--output", this["b"], "--skip-bad", "--json");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("left out", errors);
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(5, json.RootElement.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("images").GetInt32()));
        Assert.Equal(ExitCode.Failed, ToolRun.Run("split", set, "--output", set, "--skip-bad").Code); // not empty
    }

    private string[] Parts(string name) => [.. DetectionDataset.Open(this[name]).Images.OrderBy(image => Path.GetFileName(image.Path), StringComparer.Ordinal).Select(image => image.Split!)];
}

using MLNetDetection.Core.Annotations;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Tests.Persistence;

public sealed class ClassThresholdTests(QuickModel quick) : IClassFixture<QuickModel>
{
    [Fact]
    public void SaveAndLoad_ClassThresholds_RuleAsBefore()
    {
        IReadOnlyList<Detection> all = quick.Model.Predict(quick.Paths[0]);
        float bar = all.Where(item => item.ClassId == 1).Select(item => item.Score).Order().ElementAt(all.Count(item => item.ClassId == 1) / 2);
        SsdTrainer.Options options = QuickOptions.Create();
        options.Detection.ClassThresholds = new Dictionary<string, float> { ["blue"] = bar };
        string path = quick.Folder.File("thresholds.zip");
        using (SsdTransformer model = quick.Train(options))
        {
            quick.Ml.Model.Save(model, BlockPictures.Prepare(quick.Ml, quick.Rows).Schema, path);
        }

        using var loaded = (SsdTransformer)quick.Ml.Model.Load(path, out _);

        Assert.Equal(bar, loaded.DetectOptions.ClassThresholds["blue"]);
        IReadOnlyList<Detection> found = loaded.Predict(quick.Paths[0]);
        Assert.All(found, item => Assert.True(item.ClassId == 0 || item.Score > bar));

        // Where the limit of detections cut some off, they come into the places of those that the threshold drops.
        Detection[] left = [.. all.Where(item => item.ClassId == 0 || item.Score > bar)];
        Assert.InRange(left.Length, 1, all.Count - 1);
        Assert.Equal(left, found.Take(left.Length));
    }

    [Fact]
    public void Fit_ThresholdOfNoClass_NamesIt()
    {
        SsdTrainer.Options options = QuickOptions.Create();
        options.Detection.ClassThresholds = new Dictionary<string, float> { ["green"] = 0.5f, ["red"] = 0.5f };

        string message = Assert.Throws<ArgumentException>(() => quick.Train(options)).Message;

        Assert.Contains("'green'", message);
        Assert.Contains("red, blue", message);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Validate_ThresholdOutOfRange_IsRefused(float threshold)
    {
        var options = new DetectOptions { ClassThresholds = new Dictionary<string, float> { ["red"] = threshold } };

        Assert.Contains("'red'", Assert.Throws<ArgumentOutOfRangeException>(options.Validate).Message);
    }
}

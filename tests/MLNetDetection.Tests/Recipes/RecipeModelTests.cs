using System.Text.Json;
using Microsoft.ML;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Tests.Recipes;

/// <summary>Recipes train, and stay with the model.</summary>
public sealed class RecipeModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public static TheoryData<string> LargeNames => [.. Recipe.Library.Except(["tiny-cpu", "gluon-teaching"])];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ModelOfARecipe_BringsItAlong()
    {
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 4));
        Recipe recipe = Recipe.Load("tiny-cpu", "network.width=96", "network.height=64", "network.channels=16", "training.epochs=1", "training.batchSize=4", "training.threads=1");
        using SsdTransformer model = new SsdTrainer(_ml, recipe.ToOptions()).Fit(data);
        string path = _folder.File("model.zip");
        _ml.Model.Save(model, data.Schema, path);

        using var loaded = (SsdTransformer)new MLContext().Model.Load(path, out _);

        Assert.Equal((recipe.Name, recipe.Json), (loaded.Recipe?.Name, loaded.Recipe?.Json));
        Assert.Equal(16, Assert.IsType<TinySsd>(loaded.Recipe!.ToOptions().Architecture).Channels);
    }

    [Fact]
    public void Save_ModelWithoutRecipe_HasNone()
    {
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 4));
        using SsdTransformer model = new SsdTrainer(_ml, QuickOptions.Create()).Fit(data);
        string path = _folder.File("model.zip");
        _ml.Model.Save(model, data.Schema, path);

        using var loaded = (SsdTransformer)new MLContext().Model.Load(path, out _);

        Assert.Null(loaded.Recipe);
    }

    [Theory]
    [InlineData("tiny-cpu")]
    [InlineData("gluon-teaching")]
    public void Train_SmallRecipeOnTheGeneratedSet_Learns(string name) => Learn(name);

    [Theory]
    [Trait("Category", "Verify")]
    [MemberData(nameof(LargeNames))]
    public void Train_LargeRecipeOnTheGeneratedSet_Steps(string name) =>
        Assert.All(Train(name, images: 4, "training.epochs=2", "training.batchSize=2").Epochs, epoch => Assert.True(double.IsFinite(epoch.Loss) && epoch.Loss > 0));

    private static void Learn(string name)
    {
        TrainingResult result = Train(name, images: 16, "training.epochs=3", "training.batchSize=8");
        Assert.True(result.Epochs[^1].Loss < result.Epochs[0].Loss, JsonSerializer.Serialize(result.Epochs.Select(e => e.Loss)));
    }

    private static TrainingResult Train(string name, int images, params string[] overrides)
    {
        SsdTrainer.Options options = Recipe.Load(name, [.. overrides, "training.threads=1"]).ToOptions();
        var generator = new ShapesGenerator(new ShapesOptions());
        var train = new ShapesTrainingSet(generator, 0, images);
        using var detector = new SsdDetector(options.Architecture, train.ClassNames, options.Training.Seed);

        TrainingResult result = new DetectorTrainer(options.Training).Run(detector, train, new ShapesTrainingSet(generator, images, 2));

        Assert.Equal(options.Training.Epochs, result.Epochs.Count);
        Assert.NotNull(result.BestValidation);
        return result;
    }
}

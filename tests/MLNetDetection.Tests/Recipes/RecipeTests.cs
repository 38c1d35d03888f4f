using System.Text.Json;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Tests.Recipes;

/// <summary>What a recipe says, inherits and refuses.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> LibraryNames => [.. Recipe.Library];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Library_HasTheAnnouncedRecipes() =>
        Assert.Equal(["finetune", "gluon-teaching", "ssd300-vgg16-voc", "ssdlite-coco", "tiny-cpu", "voc-template"], Recipe.Library);

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void Json_OfALibraryRecipe_IsARecipeThatResolvesToItself(string name)
    {
        Recipe recipe = Recipe.Load(name);

        Assert.NotEqual("", recipe.Description);
        Assert.Equal(recipe.Json, Recipe.Parse(recipe.Json, name).Json);
        Assert.DoesNotContain("extends", recipe.Json);
        SsdTrainer.Options options = recipe.ToOptions();
        options.Training.Validate();
        Assert.Same(recipe, options.Recipe);
    }

    [Fact]
    public void ToOptions_EmptyRecipe_AreTheDefaults()
    {
        SsdTrainer.Options options = Recipe.Parse("{}").ToOptions(), defaults = new();

        Assert.IsType<TinySsd>(options.Architecture);
        Assert.Equal(defaults.Training.Epochs, options.Training.Epochs);
        Assert.Equal(defaults.Training.Milestones, options.Training.Milestones);
        Assert.Same(defaults.Training.Augmentation, options.Training.Augmentation);
        Assert.Equal(defaults.Training.Validation.ScoreThreshold, options.Training.Validation.ScoreThreshold);
        Assert.Equal(defaults.Detection.ScoreThreshold, options.Detection.ScoreThreshold);
        Assert.Equal(defaults.CacheMegabytes, options.CacheMegabytes);
    }

    [Fact]
    public void ToOptions_EverySection_IsTaken()
    {
        SsdTrainer.Options options = Recipe.Parse("""
            {
              "network": { "name": "ssd300_vgg16", "initialWeights": "vgg.pth", "initialWeightsStrictness": "exact" },
              "preprocessing": { "meanR": 1 },
              "anchors": { "type": "defaultBoxes", "ratios": [[], [], [], [], [], []], "scales": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7] },
              "coder": { "type": "centreSize", "weightXy": 5 },
              "matcher": { "kind": "maxIou", "positiveIou": 0.6 },
              "sampler": { "type": "random", "count": 64 },
              "loss": { "classes": { "type": "sigmoidFocal", "gamma": 1.5 }, "boxes": { "type": "iou", "kind": "ciou" }, "boxWeight": 2 },
              "training": { "epochs": 3, "optimizer": "adamW", "timeBudget": "01:30:00", "milestones": [0.5], "validation": { "maxDetections": 7 } },
              "augmentation": [{ "type": "horizontalFlip", "probability": 0.25 }, { "type": "ssdExpand", "fill": { "r": 1, "g": 2, "b": 3 } }],
              "mixing": { "type": "mosaic" },
              "detection": { "suppression": "softGaussian", "softSigma": 0.3 },
              "data": { "validationFraction": 0.2, "onBadBox": "skip", "predictionBatchSize": 4 }
            }
            """).ToOptions();

        var network = Assert.IsType<ComposedSsd>(options.Architecture);
        Assert.Equal(2 * (38 * 38 + 19 * 19 + 100 + 25 + 9 + 1), network.AnchorCount);
        Assert.Equal((1, Preprocessing.TorchvisionSsd300.MeanG), (network.Preprocessing.MeanR, network.Preprocessing.MeanG));
        Assert.Equal((MatchingKind.MaxIou, 0.6, 0.5), (network.Matching.Kind, network.Matching.PositiveIou, network.Matching.NegativeIou));
        Assert.NotNull(network.Sampler);
        Assert.IsType<SigmoidFocal>(network.Loss.Classes);
        Assert.IsType<IouLoss>(network.Loss.Boxes);
        Assert.Equal(2, network.Loss.BoxWeight);
        Assert.Equal((3, OptimizerKind.AdamW, TimeSpan.FromMinutes(90)), (options.Training.Epochs, options.Training.Optimizer, options.Training.TimeBudget));
        Assert.Equal([0.5], options.Training.Milestones);
        Assert.Equal((0.01f, 7), (options.Training.Validation.ScoreThreshold, options.Training.Validation.MaxDetections));
        Assert.NotNull(options.Training.Mixing);
        Assert.Equal((SuppressionKind.SoftGaussian, 0.3, 0.01f), (options.Detection.Suppression, options.Detection.SoftSigma, options.Detection.ScoreThreshold));
        Assert.Equal((0.2, BadDataPolicy.Skip, 4), (options.ValidationFraction, options.OnBadBox, options.PredictionBatchSize));
        Assert.Equal("vgg.pth", options.InitialWeights);
    }

    [Fact]
    public void Parse_NetworkOfAnotherSize_LaysItsBoxesOnTheNewCells()
    {
        var network = Assert.IsType<ComposedSsd>(Recipe.Parse("""{ "network": { "name": "ssd300_vgg16", "width": 400, "height": 320 } }""").ToOptions().Architecture);

        Assert.Equal((400, 320), (network.InputWidth, network.InputHeight));
        Assert.Null(network.Anchors.Layout.StepsPx);
    }

    [Fact]
    public void Parse_TinyWithAnotherLoss_KeepsItsAnchorsAndParameters()
    {
        SsdArchitecture plain = new TinySsd(192, 128, 16), changed = Recipe.Parse("""
            { "network": { "width": 192, "height": 128, "channels": 16 }, "loss": { "classes": { "type": "softmaxFocal" } } }
            """).ToOptions().Architecture;

        Assert.Equal(16, changed.Loss.MinNegatives);
        Assert.Equal(plain.CountParameters(3), changed.CountParameters(3));
        Assert.Equal(plain.Anchors.Shapes, changed.Anchors.Shapes);
    }

    [Fact]
    public void Load_SeveralBases_TakesEachAndItsOwnWordGoesFirst()
    {
        Write("a.json", """{ "extends": "tiny-cpu", "training": { "epochs": 9 } }""");
        Write("sub/b.json", """{ "detection": { "maxDetections": 5, "minimumSide": 1 }, "description": "not inherited" }""");
        string path = Write("c.json", """
            {
              // Comments are welcome.
              "extends": ["a.json", "sub/b.json"],
              "training": { "batchSize": 2 },
              "detection": { "maxDetections": 6 },
            }
            """);

        Recipe recipe = Recipe.Load(path, "training.learningRate=0.5", "network.name=tiny", "detection.minimumSide=2.5", "augmentation=[{\"type\":\"verticalFlip\"}]", "augmentation[0].probability=0.125");

        SsdTrainer.Options options = recipe.ToOptions();
        Assert.Equal((9, 2, 0.5), (options.Training.Epochs, options.Training.BatchSize, options.Training.LearningRate));
        Assert.Equal((6, 2.5), (options.Detection.MaxDetections, options.Detection.MinimumSide));
        Assert.Equal(("c", ""), (recipe.Name, recipe.Description));
        using JsonDocument json = JsonDocument.Parse(recipe.Json);
        Assert.Equal(0.125, json.RootElement.GetProperty("augmentation")[0].GetProperty("probability").GetDouble());
        Assert.Equal("sgd", json.RootElement.GetProperty("training").GetProperty("optimizer").GetString());
    }

    [Fact]
    public void Load_SameSectionInTwoBases_IsRefused()
    {
        Write("a.json", """{ "training": { "epochs": 9 } }""");
        string path = Write("c.json", """{ "extends": ["a.json", "tiny-cpu"] }""");

        Assert.Equal($"{path}: $.extends: 'a.json' and 'tiny-cpu' both set 'training'; of several bases only one may.", Refusal(path));
    }

    [Fact]
    public void Load_AnotherKind_StartsAfreshAndNullTakesTheDefault()
    {
        Write("a.json", """{ "loss": { "classes": { "type": "softmaxFocal", "alpha": 0.5 }, "boxWeight": 3 } }""");
        string path = Write("c.json", """{ "extends": "a.json", "loss": { "classes": { "type": "ghmC", "bins": 5 }, "boxWeight": null } }""");

        MultiBoxLossOptions loss = Recipe.Load(path).ToOptions().Architecture.Loss;

        Assert.IsType<GhmC>(loss.Classes);
        Assert.Equal(1, loss.BoxWeight);
    }

    [Theory]
    [InlineData("""{ "trainig": {} }""", "$.trainig: There is no such section. Did you mean 'training'?")]
    [InlineData("""{ "training": { "epoch": 3 } }""", "$.training.epoch: There is no such key. Did you mean 'epochs'?")]
    [InlineData("""{ "training": { "checkpointFolder": "x" } }""", "$.training.checkpointFolder: There is no such key.")]
    [InlineData("""{ "training": { "epochs": 0 } }""", "$.training.epochs: ")]
    [InlineData("""{ "training": { "epochs": "five" } }""", "$.training.epochs: \"five\" is not a whole number.")]
    [InlineData("""{ "training": { "epochs": 1e99 } }""", "$.training.epochs: 1e99 is not a whole number.")]
    [InlineData("""{ "training": { "optimizer": "adamm" } }""", "$.training.optimizer: There is no 'adamm'. Did you mean 'adamW'?")]
    [InlineData("""{ "training": { "timeBudget": "soon" } }""", "$.training.timeBudget: \"soon\" is not a time")]
    [InlineData("""{ "training": { "validation": { "suppressionIou": 2 } } }""", "$.training.validation.suppressionIou: ")]
    [InlineData("""{ "training": { "freezing": { "stages": -2 } } }""", "$.training.freezing.stages: ")]
    [InlineData("""{ "training": [] }""", "$.training: [] is not an object in braces.")]
    [InlineData("""{ "network": { "name": "ssd301" } }""", "$.network.name: There is no network 'ssd301'.")]
    [InlineData("""{ "network": { "name": "ssd300_vgg16", "channels": 8 } }""", "$.network.channels: Only the network 'tiny' has it")]
    [InlineData("""{ "network": { "width": 5 } }""", "$.network: ")]
    [InlineData("""{ "loss": { "classes": { "type": "focal" } } }""", "$.loss.classes.type: There is no \"focal\". Did you mean")]
    [InlineData("""{ "loss": { "classes": { "alpha": 1 } } }""", "$.loss.classes: The key 'type' is missing.")]
    [InlineData("""{ "loss": { "classes": { "type": "softmaxFocal", "alpha": -1 } } }""", "$.loss.classes.alpha: ")]
    [InlineData("""{ "loss": { "boxWeight": -1 } }""", "$.loss.boxWeight: ")]
    [InlineData("""{ "matcher": { "positiveIou": 0 } }""", "$.matcher.positiveIou: ")]
    [InlineData("""{ "augmentation": [{ "type": "ssdCrop" }, { "type": "ssdCrop", "minimumScale": 7 }] }""", "$.augmentation[1].minimumScale: ")]
    [InlineData("""{ "augmentation": "strong" }""", "$.augmentation: \"strong\" is not a list of steps, or one of none, light, ssdPaper.")]
    [InlineData("""{ "anchors": { "type": "defaultBoxes", "ratios": [[2]] } }""", "$.anchors: The key 'scales' is missing.")]
    [InlineData("""{ "anchors": { "type": "defaultBoxes", "ratios": [[2]], "scales": [0.1, 0.2] } }""", "$.network: The backbone gives 4 feature maps, the anchors are for 1.")]
    [InlineData("""{ "data": { "validationFraction": 1 } }""", "$.data.validationFraction: ")]
    [InlineData("""{ "extends": 3 }""", "$.extends: 3 is not")]
    [InlineData("""{ "extends": "tiny" }""", "$.extends: There is no recipe 'tiny' in the library")]
    [InlineData("""{ "extends": "other.json" }""", "$.extends: 'other.json' is a file")]
    [InlineData("""{ "training": {}, "training": {} }""", "no valid JSON")]
    [InlineData("[]", "$: a recipe is an object in braces.")]
    [InlineData("{", "no valid JSON")]
    public void Parse_WrongValue_NamesItsPath(string json, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => Recipe.Parse(json, "mine"));

        Assert.StartsWith("mine: ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain("Parameter '", error.Message);
    }

    [Fact]
    public void Load_WrongValueOfABase_NamesTheBasesFile()
    {
        string wrong = Write("a.json", """{ "training": { "epochs": -3, "batchSize": 4 } }""");
        string path = Write("c.json", """{ "extends": "a.json", "training": { "batchSize": 2 } }""");

        Assert.StartsWith($"{wrong}: $.training.epochs: ", Refusal(path));
    }

    [Theory]
    [InlineData("training.epochs=-1", "override 'training.epochs=-1': $.training.epochs: ")]
    [InlineData("training.epochs", "override 'training.epochs': It is not of the form path=value")]
    [InlineData("training..epochs=1", "is no path")]
    [InlineData("augmentation[7].type=ssdCrop", "augmentation is \"light\"; there is no $.augmentation[7].")]
    [InlineData("description.x=1", "there is no $.description.x")]
    [InlineData("extends=finetune", "override 'extends=finetune': $.extends: There is no such section.")]
    public void Load_WrongOverride_IsNamed(string assignment, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => Recipe.Load("tiny-cpu", assignment));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Load_FileThatExtendsItself_IsRefused()
    {
        Write("a.json", """{ "extends": "b.json" }""");
        string path = Write("b.json", """{ "extends": "a.json" }""");

        Assert.Contains("extends itself", Refusal(path));
    }

    [Fact]
    public void Load_MissingOrHugeFile_IsRefused()
    {
        Assert.Throws<FileNotFoundException>(() => Recipe.Load(_folder.File("none.json")));
        string path = Write("big.json", "{" + new string(' ', 2 << 20) + "}");
        Assert.Contains("is no recipe", Refusal(path));
        Assert.Contains("Did you mean 'tiny-cpu'?", Assert.Throws<InvalidDataException>(() => Recipe.Load("tiny-gpu")).Message);
    }

    [Fact]
    public void Load_RecipesOfTheSources_SayWhatTheSourcesDo()
    {
        SsdTrainer.Options voc = Recipe.Load("voc-template").ToOptions(), gluon = Recipe.Load("gluon-teaching").ToOptions();

        Assert.Equal((OptimizerKind.Adam, 1e-4, FreezeOptions.AllStages, 5), (voc.Training.Optimizer, voc.Training.LearningRate, voc.Training.Freezing.Stages, voc.Training.Freezing.Epochs));
        Assert.Equal((SuppressionKind.SoftLinear, 0.4f, 0.7f), (voc.Detection.Suppression, voc.Detection.SuppressionIou, voc.Detection.ScoreThreshold));
        MultiBoxLossOptions loss = gluon.Architecture.Loss;
        Assert.IsType<SoftmaxFocal>(loss.Classes);
        Assert.Equal((4, NegativeMining.LowestBackground, LossNormalisation.Anchors), (loss.NegativesPerPositive, loss.Mining, loss.Normalisation));
        Assert.Equal((OptimizerKind.NAdam, 1e-4, 15), (gluon.Training.Optimizer, gluon.Training.WeightDecay, gluon.Training.Epochs));
        Assert.True(gluon.Detection.ClassAgnostic);
    }

    private static string Refusal(string path) => Assert.Throws<InvalidDataException>(() => Recipe.Load(path)).Message;

    private string Write(string name, string json)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, json);
        return path;
    }
}

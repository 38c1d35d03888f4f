using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;
using ModelBuilderStyle;

namespace MLNetDetection.Samples.Tests;

public sealed class ModelBuilderStyleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-modelbuilder-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_VottExport_TrainsEvaluatesAndPredicts()
    {
        string voc = Path.Combine(_folder, "voc"), vott = Path.Combine(_folder, "vott-json-export");
        DrawnFolder.Shapes(voc, train: 3, test: 0);
        DatasetConverter.Write(DetectionDataset.Open(voc), AnnotationFormat.VottJson, vott);
        string export = Directory.GetFiles(vott, "*.json").Single();
        string picture = Directory.GetFiles(Path.Combine(voc, "JPEGImages")).Order(StringComparer.Ordinal).First();

        SampleProcess.Outcome train = Run("train", export), evaluate = Run("evaluate", export), predict = Run(picture);

        Assert.True(train.ExitCode == 0, train.Errors);
        Assert.True(evaluate.ExitCode == 0, evaluate.Errors);
        Assert.StartsWith("AP ", evaluate.Output, StringComparison.Ordinal);
        Assert.True(predict.ExitCode == 0, predict.Errors);
        ImageFileInfo drawn = ImageFileInfo.Read(Path.Combine(_folder, "prediction.jpg"));
        Assert.Equal((320, 240), (drawn.Width, drawn.Height));
    }

    [Fact]
    public void Run_NothingItKnows_SaysHow()
    {
        SampleProcess.Outcome outcome = Run("retrain");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("usage: ", outcome.Errors, StringComparison.Ordinal);
    }

    // Programs written for a generated model find the same names here.
    [Fact]
    public void Members_OfTheModel_AreModelBuilders()
    {
        string[] methods = [.. typeof(MLModel).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Where(name => !name.Contains('<')).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["BuildPipeline", "CreatePredictEngine", "Evaluate", "LoadFromVott", "LoadIDataViewFromVOTTFile", "LoadImageFromFile", "Predict", "RetrainModel", "SaveModel", "Train"],
            methods);
        Assert.Equal(typeof(Lazy<PredictionEngine<MLModel.ModelInput, MLModel.ModelOutput>>), typeof(MLModel).GetField("PredictEngine")!.FieldType);
        Assert.Equal(["Labels", "Image", "Box"], ColumnNames(typeof(MLModel.ModelInput)));
        Assert.Equal(["PredictedLabel", "score", "PredictedBoundingBoxes"], ColumnNames(typeof(MLModel.ModelOutput)));
    }

    [Fact]
    public void Mbconfig_SaysWhatTheCodeDoes()
    {
        string path = Path.Combine(SharedFolder.Repository(), "samples", "ModelBuilderStyle", "MLModel.mbconfig");
        JsonElement config = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        JsonElement trainer = config.GetProperty("RunHistory").GetProperty("Trials")[0].GetProperty("Parameter").GetProperty("e1");

        Assert.Equal("ObjectDetection", config.GetProperty("Scenario").GetString());
        Assert.Equal(MLModel.RetrainFilePath, config.GetProperty("DataSource").GetProperty("FilePath").GetString());
        Assert.Equal(MLModel.TrainingImageWidth, trainer.GetProperty("TrainingImageWidth").GetInt32());
        Assert.Equal(MLModel.TrainingImageHeight, trainer.GetProperty("TrainingImageHeight").GetInt32());
        Assert.Equal(typeof(MLModel).GetField("Epochs", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue(), trainer.GetProperty("Epochs").GetInt32());
    }

    private static IEnumerable<string?> ColumnNames(Type type) =>
        type.GetProperties().Select(property => property.CustomAttributes.Single(attribute => attribute.AttributeType == typeof(ColumnNameAttribute)).ConstructorArguments[0].Value as string);

    private SampleProcess.Outcome Run(params string[] arguments) => SampleProcess.Run("ModelBuilderStyle", arguments, folder: _folder);
}

using Microsoft.ML;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;

namespace MLNetDetection.Tests;

/// <summary>ml.ObjectDetection.ExportOnnx and ExportSafetensors; what the files hold is the Torch tests' matter.</summary>
public sealed class ExportOnnxTests(TrainedBlocks trained) : IClassFixture<TrainedBlocks>
{
    [Fact]
    public void ExportOnnx_TransformerOrPipeline_WritesItsDetectorWithItsThresholds()
    {
        string alone = trained.Folder.File("alone.onnx"), chain = trained.Folder.File("chain.onnx"), direct = trained.Folder.File("direct.onnx");
        var options = new OnnxExportOptions { End = OnnxEnd.Detections };
        ITransformer pipeline = trained.Prepare.Append(trained.Model);

        trained.Ml.ObjectDetection.ExportOnnx(trained.Model, alone, options);
        trained.Ml.ObjectDetection.ExportOnnx(pipeline, chain, options);
        OnnxExporter.Export(trained.Model.Detector, direct, options with { Detection = trained.Model.DetectOptions });

        Assert.Null(options.Detection);
        Assert.Equal(File.ReadAllBytes(direct), File.ReadAllBytes(alone));
        Assert.Equal(File.ReadAllBytes(direct), File.ReadAllBytes(chain));
        options.Detection = new DetectOptions { ScoreThreshold = 0.123f };
        trained.Ml.ObjectDetection.ExportOnnx(trained.Model, chain, options);
        Assert.NotEqual(File.ReadAllBytes(direct), File.ReadAllBytes(chain));
    }

    [Fact]
    public void ExportOnnx_ModelWithoutDetector_NamesItsParts()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => trained.Ml.ObjectDetection.ExportOnnx(trained.Prepare, trained.Folder.File("no.onnx")));

        Assert.Contains("ImageLoadingTransformer", error.Message);
    }

    [Fact]
    public void ExportSafetensors_TrainedModel_LoadsIntoAnotherNetwork()
    {
        string path = trained.Folder.File("weights.safetensors");

        trained.Ml.ObjectDetection.ExportSafetensors(trained.Model, path);

        using var other = new SsdDetector(trained.Model.Detector.Architecture, trained.Model.ClassNames, 99);
        Assert.Empty(Torch.Weights.Weights.Load(other.Network, path).Missing);
    }

    [OnnxFact]
    public void ExportOnnx_TrainedModelInOpenCv_HasTheSameAp() => OpenCvEvaluation.HasSameAp(
        trained.Model.Detector, new BlockSet(trained.Rows, trained.Model.ClassNames), 0.3, trained.Folder);
}

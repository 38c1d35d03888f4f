using Microsoft.ML;
using Microsoft.ML.TorchSharp;
using Microsoft.ML.TorchSharp.AutoFormerV2;

namespace CompareWithInBox;

internal sealed partial class Comparison
{
    private const string WeightFile = "autoformer_11m_torchsharp.bin";
    private const string WeightUrl = "https://aka.ms/mlnet-resources/models/" + WeightFile;

    partial void FitInBox(IDataView train, IDataView test, ref bool possible, ref Side? side)
    {
        possible = true;
        PlaceWeights();
        try
        {
            side = Measure(InBoxRandom ? "in-box, random weights" : "in-box", _ml.MulticlassClassification.Trainers.ObjectDetection(new ObjectDetectionTrainer.Options
            {
                LabelColumnName = "Label",
                BoundingBoxColumnName = "BoundingBoxes",
                ImageColumnName = "Image",
                MaxEpoch = InBoxEpochs,
                ScoreThreshold = 0.05, // as ours: average precision wants the uncertain detections too
            }), train, test);
        }
        catch (Exception e) when (e.GetBaseException() is MissingMethodException missing)
        {
            Console.Error.WriteLine(
                $"The in-box trainer does not run beside TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version}: {missing.Message} Build with "
                + "-p:TorchSharpVersion=0.102.7, the version it was compiled against.");
        }
        catch (Exception e) when (e.Message.Contains("model file could not be downloaded", StringComparison.Ordinal) || e is AggregateException)
        {
            Console.Error.WriteLine(
                $"The in-box trainer could not have its weights: {e.GetBaseException().Message.ReplaceLineEndings(" ")} It fetches {WeightUrl} when it fits. Where that cannot be "
                + "reached, fetch the file elsewhere and give it by --in-box-weights, or let it start from random weights by --in-box-random.");
        }
    }

    // The trainer looks into the folder mlnet of the context's temporary folder before it downloads.
    private void PlaceWeights()
    {
        if (InBoxWeights is null && !InBoxRandom)
        {
            return;
        }

        string folder = Directory.CreateTempSubdirectory("in-box-").FullName;
        string place = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "mlnet")).FullName, WeightFile);
        _ml.TempFilePath = folder;
        if (InBoxWeights is { } file)
        {
            File.Copy(file, place);
        }
        else
        {
            // TorchSharp's file of no tensors, so that the random ones stay.
            File.WriteAllBytes(place, [0]);
        }
    }
}

using Microsoft.ML;
using MLNetDetection;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

var ml = new MLContext(seed: 1);
IDataView train = ml.Data.LoadPascalVoc("my-pictures", "train");
IDataView test = ml.Data.LoadPascalVoc("my-pictures", "test");

var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
    .Append(ml.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: "ImagePath"))
    .Append(new SsdTrainer(ml, new SsdTrainer.Options
    {
        Architecture = new TinySsd(320, 240),
        Training = new TrainingOptions { Epochs = 60 },
        OnBadBox = BadDataPolicy.Skip,
    }));

ITransformer model = pipeline.Fit(train);
ObjectDetectionMetrics metrics = ml.ObjectDetection.Evaluate(model.Transform(test));
Console.WriteLine($"AP {metrics.Ap:0.000}, AP50 {metrics.Ap50:0.000}");
ml.Model.Save(model, train.Schema, "detector.zip");

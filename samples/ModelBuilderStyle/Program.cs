using System.Globalization;
using Microsoft.ML.Data;
using MLNetDetection;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using ModelBuilderStyle;

switch (args)
{
    case ["train", .. var rest] when rest.Length <= 1:
        MLModel.Train("MLModel.mlnet", rest.FirstOrDefault() ?? MLModel.RetrainFilePath);
        return 0;
    case ["evaluate", .. var rest] when rest.Length <= 1:
        Console.WriteLine(MLModel.Evaluate("MLModel.mlnet", rest.FirstOrDefault() ?? MLModel.RetrainFilePath));
        return 0;
    case [var picture] when File.Exists(picture):
        Predict(picture);
        return 0;
    default:
        Console.Error.WriteLine("usage: ModelBuilderStyle train [VOTT-EXPORT.json] | evaluate [VOTT-EXPORT.json] | PICTURE");
        return 2;
}

static void Predict(string path)
{
    using MLImage image = MLModel.LoadImageFromFile(path);
    MLModel.ModelOutput output = MLModel.Predict(new MLModel.ModelInput { Image = image });
    string[] names = [.. output.PredictedLabel.Distinct()];
    var detections = new List<Detection>();
    for (int i = 0; i < output.Score.Length; i++)
    {
        float[] box = output.PredictedBoundingBoxes[(4 * i)..(4 * (i + 1))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output.PredictedLabel[i]} {output.Score[i]:0.00} at {box[0]:0} {box[1]:0} {box[2]:0} {box[3]:0}"));
        detections.Add(new Detection(new BoxXyxy(box[0], box[1], box[2], box[3]), Array.IndexOf(names, output.PredictedLabel[i]), output.Score[i]));
    }

    using MLImage drawn = image.DrawDetections(detections, names);
    drawn.Save("prediction.jpg");
    Console.WriteLine($"drawn: {Path.GetFullPath("prediction.jpg")}");
}

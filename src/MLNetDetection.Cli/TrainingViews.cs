using Microsoft.ML;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli;

/// <summary>Data sets as the trainer reads them, and a trained detector as the pipeline that is saved.</summary>
internal sealed class TrainingViews(MLContext ml, IReadOnlyList<string> classNames, BadDataPolicy onBadImage)
{
    private DetectionImageLoadingEstimator Loader => ml.Transforms.LoadDetectionImages("Image", "ImagePath", null, new DetectionImageOptions { OnBadImage = onBadImage });

    /// <summary>Labels as keys in the set's own order, images loaded when they are asked for.</summary>
    public IDataView Prepare(DetectionDataset set)
    {
        IDataView rows = ml.Data.LoadDetections(set);
        IDataView names = ml.Data.LoadFromEnumerable(classNames.Select(name => new ClassRow { Label = name }));
        IEstimator<ITransformer> keys = ml.Transforms.Conversion.MapValueToKey("Label", keyData: names);
        return keys.Append(Loader).Fit(rows).Transform(rows);
    }

    /// <summary>From the path of an image to class names, boxes and scores.</summary>
    public void Save(SsdTransformer detector, string path)
    {
        IDataView paths = ml.Data.LoadFromEnumerable(new[] { new ImageRow() });
        IDataView images = Loader.Fit(paths).Transform(paths);
        ITransformer model = Loader.Fit(paths).Append(detector)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(detector.Transform(images)));
        string beside = path + ".part";
        ml.Model.Save(model, paths.Schema, beside);
        File.Move(beside, path, overwrite: true);
    }

    private sealed class ClassRow
    {
        public string Label { get; set; } = "";
    }

    private sealed class ImageRow
    {
        public string ImagePath { get; set; } = "";
    }
}

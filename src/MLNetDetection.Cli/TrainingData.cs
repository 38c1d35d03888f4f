using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Cli;

/// <summary>What a command learns from and what it measures on.</summary>
internal sealed class TrainingData
{
    private static readonly string[] _usualTraining = ["train", "trainval"];

    private TrainingData(string path, DetectionDataset train, DetectionDataset? validation, string? test) =>
        (Path, Train, Validation, Test) = (path, train, validation, test);

    /// <summary>As it was given.</summary>
    public string Path { get; }

    public DetectionDataset Train { get; }

    /// <summary>Its classes are those of <see cref="Train"/>.</summary>
    public DetectionDataset? Validation { get; }

    /// <summary>A part that the training does not see, to measure the model on; null where there is none.</summary>
    public string? Test { get; }

    /// <param name="path">The set's folder or file.</param>
    /// <param name="reading">How it is read; its split is not used.</param>
    /// <param name="split">The part to learn from; null chooses, so that a set's test images are never learnt from unasked.</param>
    /// <param name="validation">A split or a path; null takes the split 'val' where there is one.</param>
    public static TrainingData Open(string path, DatasetOptions reading, string? split, string? validation)
    {
        DetectionDataset all = DetectionDataset.Open(path, reading);
        IReadOnlyList<string> splits = all.Splits;
        if (split is null && splits.Count > 0)
        {
            split = _usualTraining.FirstOrDefault(splits.Contains)
                ?? throw new InvalidDataException($"'{path}' has the parts {string.Join(", ", splits)}; --split says which to learn from.");
        }

        DetectionDataset train = split is null ? all : DetectionDataset.Open(path, With(reading, split, all.ClassNames));
        validation ??= split == "train" && splits.Contains("val") ? "val" : null;
        DetectionDataset? held = validation is null ? null
            : System.IO.Path.Exists(validation) && !splits.Contains(validation) ? DetectionDataset.Open(validation, With(reading, null, all.ClassNames))
            : splits.Contains(validation) ? DetectionDataset.Open(path, With(reading, validation, all.ClassNames))
            : throw new InvalidDataException($"'{validation}' is neither a folder or file nor a part of '{path}'{(splits.Count > 0 ? $" ({string.Join(", ", splits)})" : "")}.");
        string? test = new[] { "test", "val" }.FirstOrDefault(part => splits.Contains(part) && part != split && part != validation);
        return new TrainingData(path, train, held, test ?? (held is not null && splits.Contains(validation) ? validation : null));
    }

    private static DatasetOptions With(DatasetOptions reading, string? split, IReadOnlyList<string> classNames) => new()
    {
        Split = split,
        ClassNames = classNames,
        Format = reading.Format,
        ImageFolder = reading.ImageFolder,
        Pixels = reading.Pixels,
        BadBoxes = reading.BadBoxes,
        BadFiles = reading.BadFiles,
    };
}

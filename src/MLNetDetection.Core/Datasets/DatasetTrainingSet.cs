using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets;

/// <summary>A data set's image files as a training set; each read decodes anew. Thread-safe where the decoder is.</summary>
public sealed class DatasetTrainingSet : ITrainingSet
{
    private readonly DetectionDataset _dataset;
    private readonly Func<string, PixelImage> _read;
    private readonly int _longestSide;

    /// <summary>A training set over <paramref name="dataset"/>.</summary>
    /// <param name="dataset">The files and their objects.</param>
    /// <param name="read">Gives a file's picture, upright as the boxes are, such as DetectionImages.Read.</param>
    /// <param name="longestSide">Larger pictures are made this small, boxes with them, at least 1; 0, the default, keeps them as they are.</param>
    public DatasetTrainingSet(DetectionDataset dataset, Func<string, PixelImage> read, int longestSide = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfNegative(longestSide);
        _dataset = dataset;
        _read = read;
        _longestSide = longestSide;
    }

    /// <inheritdoc/>
    public int Count => _dataset.Images.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _dataset.ClassNames;

    /// <inheritdoc/>
    public TrainingSample Read(int index)
    {
        AnnotatedImage file = _dataset.Images[index];
        TrainingSample sample = new(file.Path, _read(file.Path), file.Objects);
        return _longestSide == 0 ? sample : sample.Within(_longestSide);
    }
}

using MLNetDetection.Core.Datasets.Writing;

namespace MLNetDetection.Core.Datasets;

/// <summary>Writes a data set in any format.</summary>
public static class DatasetConverter
{
    private static readonly AnnotationWriter[] _writers =
    [
        new VocWriter(), new CocoWriter(), new VottJsonWriter(), new VottCsvWriter(), new YoloWriter(), new MmdetectionJsonWriter(),
        new MmdetectionTextWriter(), new BoxLineWriter(), new BoxTableWriter(), new ImageTableWriter(), new LabelMeWriter(),
    ];

    /// <summary>
    /// Writes annotations, class names, parts and, by the options, the images. Reading the folder again gives the same set, but for what
    /// the report says the format cannot hold. Image names are kept where each is used once and every system allows it.
    /// </summary>
    /// <param name="dataset">What to write; boxes inside their images.</param>
    /// <param name="format">The format of the new files.</param>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A size is not annotated and the image cannot be read, or a class name does not fit the format.</exception>
    public static ConversionReport Write(DetectionDataset dataset, AnnotationFormat format, string folder, ConversionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new ConversionOptions();
        AnnotationWriter writer = _writers.FirstOrDefault(candidate => candidate.Format == format)
            ?? throw new ArgumentOutOfRangeException(nameof(format), format, "No annotation format.");
        if (dataset.Images.Count == 0)
        {
            throw new InvalidDataException("The data set has no images to write.");
        }

        string target = Path.GetFullPath(folder);
        if (!options.Overwrite && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"{target} holds something already; give a new folder.");
        }

        Directory.CreateDirectory(target);
        WritingContext context = new(dataset, target, writer.Traits);
        writer.Write(context);
        if (options.CopyImages)
        {
            foreach (WrittenImage image in context.Images)
            {
                string to = Path.Combine(target, writer.ImagePath(image));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(image.Source.Path, to, overwrite: true);
            }
        }

        return new ConversionReport(format, target, dataset.Images.Count, dataset.ObjectCount, context.Losses());
    }
}

using Microsoft.ML;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection;

/// <summary>Annotation files as data views.</summary>
public static class DataOperationsCatalogExtensions
{
    /// <summary>A Pascal VOC folder as a data view of <see cref="DetectionRow"/>: one row for each image, labels as text.</summary>
    /// <param name="catalog"><c>ml.Data</c>.</param>
    /// <param name="folder">VOC's own folders (Annotations, JPEGImages, ImageSets/Main), or a folder whose images have their .xml beside them.</param>
    /// <param name="split">The part to read, such as "train"; null reads all.</param>
    /// <param name="options">Pixels, classes and policies; its Split gives way to <paramref name="split"/> where that is not null.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">An annotation is faulty and the options say to fail; the message names file, line and object.</exception>
    public static IDataView LoadPascalVoc(this DataOperationsCatalog catalog, string folder, string? split = null, PascalVocOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= new PascalVocOptions();
        if (split is not null)
        {
            options = new PascalVocOptions
            {
                Split = split,
                ClassNames = options.ClassNames,
                Pixels = options.Pixels,
                BadBoxes = options.BadBoxes,
                BadFiles = options.BadFiles,
            };
        }

        return catalog.LoadDetections(PascalVocReader.Read(folder, options));
    }

    /// <summary>What any reader found as a data view of <see cref="DetectionRow"/>: one row for each image, labels as text.</summary>
    public static IDataView LoadDetections(this DataOperationsCatalog catalog, DetectionDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(dataset);
        return catalog.LoadFromEnumerable(dataset.Images.Select(image => ToRow(image, dataset.ClassNames)));
    }

    /// <summary>
    /// A data set of any known format as a data view of <see cref="DetectionRow"/>: <see cref="DetectionDataset.Open"/>, then one row for
    /// each image, made when a cursor comes to it. No image is held.
    /// </summary>
    /// <param name="catalog"><c>ml.Data</c>.</param>
    /// <param name="path">The set's folder, or its annotation file.</param>
    /// <param name="options">Format, split, classes, policies and limits; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">No format fits, or the data are faulty; the message says what and where.</exception>
    public static IDataView LoadDetections(this DataOperationsCatalog catalog, string path, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.LoadDetections(DetectionDataset.Open(path, options));
    }

    private static DetectionRow ToRow(AnnotatedImage image, IReadOnlyList<string> classNames) => new()
    {
        ImagePath = image.Path,
        Width = image.Width,
        Height = image.Height,
        Label = [.. image.Objects.Select(o => classNames[o.ClassId])],
        BoundingBoxes = [.. image.Objects.SelectMany(o => new[] { o.Box.X1, o.Box.Y1, o.Box.X2, o.Box.Y2 })],
        Difficult = [.. image.Objects.Select(o => o.Difficult)],
        IsCrowd = [.. image.Objects.Select(o => o.IsCrowd)],
        Area = [.. image.Objects.Select(o => (float)(o.Area ?? o.Box.Area))],
        Split = image.Split ?? "",
    };
}

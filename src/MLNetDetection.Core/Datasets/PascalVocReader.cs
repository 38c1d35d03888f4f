using MLNetDetection.Core.Datasets.Reading;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Reads Pascal VOC annotations: VOC's own folders (Annotations, JPEGImages, ImageSets/Main), or a folder, perhaps divided
/// into train and test, whose images have their .xml beside them. Images are found, not opened.
/// </summary>
public static class PascalVocReader
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The set's folder, or one above it that holds nothing else.</param>
    /// <param name="options">Split, classes, pixels and policies; null takes the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The set is faulty and the options say to fail; the message names file, line and object.</exception>
    public static DetectionDataset Read(string folder, PascalVocOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        options ??= new PascalVocOptions();
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{Path.GetFullPath(folder)} is no folder.");
        }

        DatasetOptions general = new()
        {
            Format = AnnotationFormat.PascalVoc,
            Split = options.Split,
            ClassNames = options.ClassNames,
            Pixels = options.Pixels,
            BadBoxes = options.BadBoxes,
            BadFiles = options.BadFiles,
        };
        ReadingContext context = new(new DataFolder(folder), null, general);
        SourceSet set = new VocReader().Read(context);
        set.Recognition = "PascalVoc, by its own reader";
        return DatasetAssembler.Assemble(set, general);
    }
}

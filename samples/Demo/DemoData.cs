using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

namespace Demo;

/// <summary>The data of a run: a user's VOC folder, or a set of shapes that is drawn into one first.</summary>
internal sealed class DemoData
{
    private const int ValidationImages = 40;
    private readonly List<string> _classes;

    private DemoData(MLContext ml, string folder, PascalVocOptions read, string train, string test, string? validation)
    {
        Folder = folder;
        DetectionDataset testSet = PascalVocReader.Read(folder, With(read, test));
        Train = ml.Data.LoadPascalVoc(folder, train, read);
        Test = ml.Data.LoadDetections(testSet);
        Validation = validation is null ? null : ml.Data.LoadPascalVoc(folder, validation, read);
        TestRows = ml.Data.CreateEnumerable<DetectionRow>(Test, reuseRowObject: false).ToDictionary(r => r.ImagePath);
        TestPaths = [.. testSet.Images.Select(i => i.Path)];
        _classes = [.. testSet.ClassNames];
    }

    public string Folder { get; }

    public IDataView Train { get; }

    public IDataView Test { get; }

    public IDataView? Validation { get; }

    public IReadOnlyList<string> TestPaths { get; }

    public IReadOnlyDictionary<string, DetectionRow> TestRows { get; }

    public int ClassId(string name) => Math.Max(0, _classes.IndexOf(name));

    public static DemoData Open(MLContext ml, DemoOptions options)
    {
        var read = new PascalVocOptions { Pixels = options.PixelsAsWritten ? VocPixels.AsWritten : VocPixels.OneBasedInclusive };
        if (options.Data is { } folder)
        {
            return new DemoData(ml, folder, read, options.Train, options.Test, options.Validation);
        }

        string drawn = Path.Combine(options.Output, "shapes");
        Draw(drawn, options);
        return new DemoData(ml, drawn, read, "train", "test", "val");
    }

    private static PascalVocOptions With(PascalVocOptions options, string split) => new() { Split = split, Pixels = options.Pixels };

    /// <summary>Draws the pictures, each from the seed and its number alone, into a VOC folder.</summary>
    private static void Draw(string folder, DemoOptions options)
    {
        var generator = new ShapesGenerator(new ShapesOptions { Width = options.Width, Height = options.Height, Seed = options.Seed });
        var writer = new PascalVocWriter(folder);
        (string Split, int Count)[] splits = [("train", options.TrainImages), ("val", ValidationImages), ("test", options.TestImages)];
        int first = 0;
        foreach ((string split, int count) in splits)
        {
            int start = first;
            Parallel.For(0, count, i =>
            {
                (PixelImage image, IReadOnlyList<AnnotatedObject> objects) = generator.Draw(start + i);
                using MLImage picture = image.ToMLImage();
                picture.Save(writer.ImagePath(Name(start + i)));
                writer.WriteAnnotation(Name(start + i), image.Width, image.Height, objects, generator.ClassNames);
            });
            writer.WriteSplit(split, Enumerable.Range(start, count).Select(Name));
            first += count;
        }
    }

    private static string Name(int index) => $"{index:00000}.jpg";
}

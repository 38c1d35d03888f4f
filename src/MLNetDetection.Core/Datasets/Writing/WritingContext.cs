using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>What writers share: the images under their new names, and what was lost.</summary>
internal sealed class WritingContext
{
    private readonly FormatTraits _traits;

    public WritingContext(DetectionDataset dataset, string folder, FormatTraits traits)
    {
        Dataset = dataset;
        Folder = folder;
        _traits = traits;
        HashSet<string> stems = new(StringComparer.OrdinalIgnoreCase);
        Images = [.. dataset.Images.Select(image => new WrittenImage(image, TargetName.Of(image.Path, stems)))];
    }

    public DetectionDataset Dataset { get; }

    public string Folder { get; }

    public IReadOnlyList<WrittenImage> Images { get; }

    /// <summary>The images of each part, in order of appearance; a key of "" for those of none.</summary>
    public IEnumerable<IGrouping<string, WrittenImage>> Parts => Images.GroupBy(image => image.Split ?? "");

    /// <summary>A file's name for a part: "train.csv", or the plain name where there is no part.</summary>
    public static string PartFile(string part, string plain, string extension) =>
        part.Length == 0 ? plain + extension : TargetName.Clean(part) + extension;

    public string NameOf(AnnotatedObject item) => Dataset.ClassNames[item.ClassId];

    /// <summary>A float so that reading it gives the same float.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public StreamWriter Text(string path) => new(Create(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };

    public void Json(string path, bool indented, Action<Utf8JsonWriter> write)
    {
        using FileStream stream = Create(path);
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(json);
    }

    /// <summary>classes.txt, for formats that have no list of their own.</summary>
    public void ClassFile()
    {
        using StreamWriter text = Text(Reading.ClassFiles.Name);
        foreach (string name in Dataset.ClassNames)
        {
            text.WriteLine(CheckedClass(name, "\r\n"));
        }
    }

    /// <summary>A class name without any of <paramref name="refused"/>, and without blanks at its ends.</summary>
    public static string CheckedClass(string name, string refused) => name.AsSpan().IndexOfAny(refused) < 0 && name.Length > 0 && name == name.Trim()
        ? name
        : throw new InvalidDataException($"The class name \"{name}\" cannot be written in this format.");

    /// <summary>What the format could not hold of this set.</summary>
    public IReadOnlyList<ConversionLoss> Losses()
    {
        AnnotatedObject[] objects = [.. Dataset.Images.SelectMany(image => image.Objects)];
        List<ConversionLoss> losses = [];
        Add(!_traits.Fractions, objects.Count(HasFraction), "boxes with edges between pixels were rounded to whole ones");
        Add(!_traits.Difficult, objects.Count(item => item.Difficult), "objects are no longer marked as difficult");
        Add(!_traits.Crowd, objects.Count(item => item.IsCrowd), "objects are no longer marked as crowds");
        Add(!_traits.Area, objects.Count(item => item.Area is not null), "areas of masks were dropped, boxes stay");
        Add(!_traits.Negatives, Images.Count(image => image.Source.Objects.Count == 0), "images without objects are not in the annotations");
        Add(!_traits.AnyPart, Images.Count(image => image.Split is not ("train" or "val" or "test")), "images of no part, or of another than train, val and test, became train");
        Add(true, Images.Count(image => image.Name != Path.GetFileName(image.Source.Path)), "image files have a new name, since names must differ and suit every system");
        return losses;

        void Add(bool lost, int count, string what)
        {
            if (lost && count > 0)
            {
                losses.Add(new ConversionLoss(what, count));
            }
        }
    }

    private static bool HasFraction(AnnotatedObject item) =>
        item.Box.X1 != MathF.Floor(item.Box.X1) || item.Box.Y1 != MathF.Floor(item.Box.Y1) || item.Box.X2 != MathF.Floor(item.Box.X2) || item.Box.Y2 != MathF.Floor(item.Box.Y2);

    private FileStream Create(string path)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new FileStream(full, FileMode.Create, FileAccess.Write);
    }
}

using System.Globalization;
using System.Text;
using System.Xml;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Writes the annotations and the lists of a Pascal VOC folder: Annotations/STEM.xml, ImageSets/Main/SPLIT.txt. The pictures
/// themselves, JPEGImages/FILE, are the caller's to save.
/// </summary>
/// <remarks>
/// VOC counts pixels from 1 and includes the last: the box [x1, x2) is written as xmin = round(x1) + 1, xmax = round(x2), halves
/// away from 0, after clipping to the image; at least one pixel each way. Boxes of whole-numbered edges come back exactly from a
/// reader that subtracts 1 from xmin and ymin. Each file appears whole or not at all. Not thread-safe for one and the same file.
/// </remarks>
public sealed class PascalVocWriter
{
    private readonly string _folder;

    /// <summary>Writes under <paramref name="folder"/>, which is made, with the folders VOC knows, when missing.</summary>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    /// <exception cref="IOException">A folder cannot be made.</exception>
    public PascalVocWriter(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Path.Combine(_folder, "Annotations"));
        Directory.CreateDirectory(Path.Combine(_folder, "ImageSets", "Main"));
        Directory.CreateDirectory(Path.Combine(_folder, "JPEGImages"));
    }

    /// <summary>Where the picture belongs: JPEGImages/<paramref name="fileName"/>.</summary>
    /// <exception cref="ArgumentException">The name has a folder or nothing before its extension.</exception>
    public string ImagePath(string fileName) => Path.Combine(_folder, "JPEGImages", CheckedName(fileName));

    /// <summary>Writes Annotations/STEM.xml, replacing an earlier one.</summary>
    /// <param name="fileName">The picture's file name with its extension, without a folder.</param>
    /// <param name="width">The picture's pixels across.</param>
    /// <param name="height">The picture's pixels down.</param>
    /// <param name="objects">
    /// The objects, 0 or more; <see cref="AnnotatedObject.Difficult"/> is kept, "truncated" marks a box that reaches outside the image.
    /// </param>
    /// <param name="classNames">Names by class id.</param>
    /// <returns>The annotation's path.</returns>
    /// <exception cref="ArgumentException">A name or a size is unusable, a class has no usable name, or a box is not in the image.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public string WriteAnnotation(
        string fileName, int width, int height, IReadOnlyList<AnnotatedObject> objects, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        string path = Path.Combine(_folder, "Annotations", Path.GetFileNameWithoutExtension(CheckedName(fileName)) + ".xml");
        WriteAtomically(path, stream =>
        {
            using XmlWriter xml = XmlWriter.Create(stream, Layout());
            xml.WriteStartElement("annotation");
            xml.WriteElementString("folder", Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder)));
            xml.WriteElementString("filename", fileName);
            xml.WriteStartElement("size");
            WriteNumber(xml, "width", width);
            WriteNumber(xml, "height", height);
            WriteNumber(xml, "depth", 3);
            xml.WriteEndElement();
            WriteNumber(xml, "segmented", 0);
            for (int i = 0; i < objects.Count; i++)
            {
                WriteObject(xml, objects[i], NameOf(objects[i], i, classNames), width, height, $"{fileName}: object {i}");
            }

            xml.WriteEndElement();
        });
        return path;
    }

    /// <summary>Writes ImageSets/Main/<paramref name="split"/>.txt: a stem a line, replacing an earlier one.</summary>
    /// <param name="split">The list's name: train, val, test.</param>
    /// <param name="imageNames">File names, in the order to write; what follows the last dot is dropped.</param>
    /// <returns>The list's path.</returns>
    /// <exception cref="ArgumentException">A name is unusable.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public string WriteSplit(string split, IEnumerable<string> imageNames)
    {
        ArgumentNullException.ThrowIfNull(imageNames);
        string path = Path.Combine(_folder, "ImageSets", "Main", CheckedName(split) + ".txt");
        string text = string.Concat(imageNames.Select(name => Path.GetFileNameWithoutExtension(CheckedName(name)) + "\n"));
        WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        return path;
    }

    private static void WriteObject(XmlWriter xml, AnnotatedObject item, string name, int width, int height, string what)
    {
        BoxXyxy box = item.Box;
        BoxXyxy clipped = box.Clip(width, height);
        if (!box.IsProper || !clipped.IsProper)
        {
            throw new ArgumentException($"{what} has a box without area inside the {width}x{height} image: {box}.");
        }

        xml.WriteStartElement("object");
        xml.WriteElementString("name", name);
        xml.WriteElementString("pose", "Unspecified");
        WriteNumber(xml, "truncated", clipped == box ? 0 : 1);
        WriteNumber(xml, "difficult", item.Difficult ? 1 : 0);
        xml.WriteStartElement("bndbox");
        var (left, right) = ToVoc(clipped.X1, clipped.X2, width);
        var (top, bottom) = ToVoc(clipped.Y1, clipped.Y2, height);
        WriteNumber(xml, "xmin", left);
        WriteNumber(xml, "ymin", top);
        WriteNumber(xml, "xmax", right);
        WriteNumber(xml, "ymax", bottom);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static (int First, int Last) ToVoc(float low, float high, int size)
    {
        // A box thinner than a pixel may round to none: the pixel its middle is in stands for it.
        int first = (int)MathF.Round(low, MidpointRounding.AwayFromZero) + 1;
        int last = (int)MathF.Round(high, MidpointRounding.AwayFromZero);
        if (last < first)
        {
            first = last = Math.Min((int)((low + high) / 2) + 1, size);
        }

        return (first, last);
    }

    private static XmlWriterSettings Layout() => new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
    };

    private static string NameOf(AnnotatedObject item, int index, IReadOnlyList<string> classNames)
    {
        if (item.ClassId < 0 || item.ClassId >= classNames.Count)
        {
            throw new ArgumentException($"Object {index} is of class {item.ClassId}; there are {classNames.Count} class names.", nameof(classNames));
        }

        string name = classNames[item.ClassId];
        if (string.IsNullOrWhiteSpace(name) || name != name.Trim())
        {
            throw new ArgumentException($"Object {index} is of class \"{name}\": readers trim names, and refuse empty ones.", nameof(classNames));
        }

        return name;
    }

    private static void WriteNumber(XmlWriter xml, string name, int value) =>
        xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    private static string CheckedName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Line breaks would split a list's entry; separators of any system would leave the folder.
        if (name.AsSpan().IndexOfAny("/\\:\0\r\n") >= 0 || string.IsNullOrWhiteSpace(Path.GetFileNameWithoutExtension(name)) || name is "..")
        {
            throw new ArgumentException($"'{name}' is not a plain file name.", nameof(name));
        }

        return name;
    }

    private static void WriteAtomically(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}

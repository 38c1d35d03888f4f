using System.Xml.Linq;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Datasets;

public sealed class PascalVocWriterTests : IDisposable
{
    private static readonly string[] Names = ["ball", "<R&D> \"x\" 'é'"];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "voc-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void WriteAnnotation_WholeEdges_BecomeOneBasedInclusivePixels()
    {
        // The left half of the first row of a 4 x 3 image: columns 1 and 2, row 1.
        XElement item = WriteOne(new AnnotatedObject(new BoxXyxy(0, 0, 2, 1), 0), 4, 3).Element("object")!;
        Assert.Equal("ball", item.Element("name")!.Value);
        Assert.Equal([1, 1, 2, 1], Box(item));
        Assert.Equal("0", item.Element("truncated")!.Value);
        Assert.Equal("0", item.Element("difficult")!.Value);
    }

    [Theory]
    [InlineData(1.4f, 2.6f, 2, 3)]
    [InlineData(1.5f, 2.5f, 3, 3)]
    [InlineData(2.1f, 2.2f, 3, 3)]
    [InlineData(9.8f, 10f, 10, 10)]
    [InlineData(-3f, 25f, 1, 10)]
    public void WriteAnnotation_AnyEdges_RoundToAtLeastOnePixelInside(float low, float high, int first, int last)
    {
        XElement item = WriteOne(new AnnotatedObject(new BoxXyxy(low, 0, high, 5), 0), 10, 5).Element("object")!;
        Assert.Equal([first, 1, last, 5], Box(item));
        Assert.Equal(low < 0 ? "1" : "0", item.Element("truncated")!.Value);
    }

    [Fact]
    public void WriteAnnotation_NameAndFlag_ComeBack()
    {
        XElement root = WriteOne(new AnnotatedObject(new BoxXyxy(1, 2, 5, 8), 1, Difficult: true), 10, 10);
        Assert.Equal(Names[1], root.Element("object")!.Element("name")!.Value);
        Assert.Equal("1", root.Element("object")!.Element("difficult")!.Value);
        Assert.Equal("a.b.jpg", root.Element("filename")!.Value);
        Assert.Equal(["10", "10", "3"], root.Element("size")!.Elements().Select(e => e.Value));
    }

    [Fact]
    public void WriteAnnotation_NoObjects_IsAnImageWithoutAny()
    {
        string path = new PascalVocWriter(_folder).WriteAnnotation("x.png", 5, 5, [], Names);
        Assert.Equal(Path.Combine(_folder, "Annotations", "x.xml"), path);
        Assert.Empty(XDocument.Load(path).Root!.Elements("object"));
        Assert.Equal((byte)'<', File.ReadAllBytes(path)[0]);
    }

    [Fact]
    public void WriteAnnotation_GeneratedSet_ComesBackExactly()
    {
        ShapesGenerator generator = new(new ShapesOptions { Width = 160, Height = 120 });
        PascalVocWriter writer = new(_folder);
        List<IReadOnlyList<AnnotatedObject>> expected = [];
        List<string> names = [];
        for (int i = 0; i < 10; i++)
        {
            var (image, objects) = generator.Draw(i);
            names.Add($"{i:D6}.png");
            File.WriteAllBytes(writer.ImagePath(names[i]), []);
            writer.WriteAnnotation(names[i], image.Width, image.Height, objects, generator.ClassNames);
            expected.Add(objects);
        }

        writer.WriteSplit("val", names);
        DetectionDataset found = PascalVocReader.Read(_folder, new PascalVocOptions { Split = "val" });
        Assert.Equal(generator.ClassNames, found.ClassNames);
        Assert.Equal(expected, found.Images.Select(image => image.Objects));
        Assert.All(found.Images, image => Assert.Equal((160, 120), (image.Width, image.Height)));
    }

    [Fact]
    public void WriteAnnotation_Twice_ReplacesAndLeavesNothingElse()
    {
        PascalVocWriter writer = new(_folder);
        writer.WriteAnnotation("x.jpg", 5, 5, [new AnnotatedObject(new BoxXyxy(0, 0, 1, 1), 0)], Names);
        writer.WriteAnnotation("x.jpg", 5, 5, [], Names);
        string path = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "Annotations")));
        Assert.Empty(XDocument.Load(path).Root!.Elements("object"));
    }

    [Fact]
    public void WriteAnnotation_Refused_LeavesTheEarlierFile()
    {
        PascalVocWriter writer = new(_folder);
        string path = writer.WriteAnnotation("x.jpg", 5, 5, [], Names);
        byte[] before = File.ReadAllBytes(path);
        AnnotatedObject good = new(new BoxXyxy(0, 0, 1, 1), 0);
        foreach (AnnotatedObject bad in new[]
        {
            good with { ClassId = 2 },
            good with { ClassId = -1 },
            good with { ClassId = 1 },
            good with { Box = new BoxXyxy(2, 2, 2, 3) },
            good with { Box = new BoxXyxy(6, 0, 9, 3) },
            good with { Box = new BoxXyxy(0, 0, float.NaN, 3) },
        })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => writer.WriteAnnotation("x.jpg", 5, 5, [good, bad], ["ball", " "]));
            Assert.Contains("bject 1", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "Annotations")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".jpg")]
    [InlineData("..")]
    [InlineData("a/b.jpg")]
    [InlineData("a\\b.jpg")]
    [InlineData("a\nb.jpg")]
    public void AnyMethod_UnusableName_IsRefused(string name)
    {
        PascalVocWriter writer = new(_folder);
        Assert.Throws<ArgumentException>(() => writer.ImagePath(name));
        Assert.Throws<ArgumentException>(() => writer.WriteAnnotation(name, 5, 5, [], Names));
        Assert.Throws<ArgumentException>(() => writer.WriteSplit("train", [name]));
        Assert.Throws<ArgumentException>(() => writer.WriteSplit(name, []));
    }

    [Fact]
    public void WriteSplit_Names_AreStemsLineByLine()
    {
        PascalVocWriter writer = new(_folder);
        string path = writer.WriteSplit("train", ["b.jpg", "a.jpg"]);
        Assert.Equal(Path.Combine(_folder, "ImageSets", "Main", "train.txt"), path);
        Assert.Equal("b\na\n", File.ReadAllText(path));
        Assert.Equal(string.Empty, File.ReadAllText(writer.WriteSplit("none", [])));
        Assert.Equal(Path.Combine(_folder, "JPEGImages", "b.jpg"), writer.ImagePath("b.jpg"));
        Assert.True(Directory.Exists(Path.Combine(_folder, "JPEGImages")));
    }

    private static int[] Box(XElement item)
    {
        XElement box = item.Element("bndbox")!;
        return [(int)box.Element("xmin")!, (int)box.Element("ymin")!, (int)box.Element("xmax")!, (int)box.Element("ymax")!];
    }

    private XElement WriteOne(AnnotatedObject item, int width, int height) =>
        XDocument.Load(new PascalVocWriter(_folder).WriteAnnotation("a.b.jpg", width, height, [item], Names)).Root!;
}

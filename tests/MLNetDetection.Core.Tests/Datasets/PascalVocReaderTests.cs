using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Datasets;

public sealed class PascalVocReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfficialLayout_ReadsTheSplitInItsOrder()
    {
        AddOfficial("b", Item("dog", 11, 21, 30, 40), Item("cat", 1, 1, 100, 80, difficult: true));
        AddOfficial("a", Item("cat", 5, 5, 5, 5));
        AddOfficial("c");
        _folder.Write("ImageSets/Main/train.txt", "b\n\na  1\r\n");
        DetectionDataset set = PascalVocReader.Read(_folder.Root, new PascalVocOptions { Split = "train" });
        Assert.Equal(["cat", "dog"], set.ClassNames);
        Assert.Equal(["b.jpg", "a.jpg"], set.Images.Select(image => Path.GetFileName(image.Path)));
        Assert.Equal((100, 80), (set.Images[0].Width, set.Images[0].Height));
        Assert.Equal(
            [new AnnotatedObject(new BoxXyxy(10, 20, 30, 40), 1), new AnnotatedObject(new BoxXyxy(0, 0, 100, 80), 0, Difficult: true)],
            set.Images[0].Objects);

        // One pixel, inclusive.
        Assert.Equal([new AnnotatedObject(new BoxXyxy(4, 4, 5, 5), 0)], set.Images[1].Objects);
        Assert.Equal(3, set.ObjectCount);
        Assert.Empty(set.Findings);
        Assert.Empty(PascalVocReader.Read(_folder.Root).Images[2].Objects);
    }

    [Fact]
    public void Read_AsWritten_KeepsTheNumbers()
    {
        AddOfficial("a", Item("cat", 11, 21, 30.5, 40));
        DetectionDataset set = PascalVocReader.Read(_folder.Root, new PascalVocOptions { Pixels = VocPixels.AsWritten });
        Assert.Equal(new BoxXyxy(11, 21, 30.5f, 40), set.Images[0].Objects[0].Box);
    }

    [Fact]
    public void Read_ClassOnlyInAnotherSplit_StillHasItsId()
    {
        AddOfficial("a", Item("dog", 1, 1, 9, 9));
        AddOfficial("b", Item("ant", 1, 1, 9, 9));
        _folder.Write("ImageSets/Main/test.txt", "a");
        DetectionDataset set = PascalVocReader.Read(_folder.Root, new PascalVocOptions { Split = "test" });
        Assert.Equal(["ant", "dog"], set.ClassNames);
        Assert.Equal(1, set.Images[0].Objects[0].ClassId);
    }

    [Fact]
    public void Read_FilesSideBySide_TakesTheSplitFolder()
    {
        foreach (string split in new[] { "train", "test" })
        {
            _folder.Write($"data/images/{split}/{split}1.xml", Xml(Item("fig", 1, 1, 9, 9)));
            _folder.Write($"data/images/{split}/{split}1.png", "");
        }

        DetectionDataset test = PascalVocReader.Read(_folder.Root, new PascalVocOptions { Split = "test" });
        Assert.Equal("test1.png", Path.GetFileName(Assert.Single(test.Images).Path));
        Assert.Equal(2, PascalVocReader.Read(_folder.Root).Images.Count);
        Assert.Contains("test, train", Fails(new PascalVocOptions { Split = "val" }));
    }

    [Fact]
    public void Read_ImageUnderTheAnnotatedName_IsFound()
    {
        _folder.Write("Annotations/a.xml", Xml(Item("cat", 1, 1, 9, 9)).Replace("x.jpg", @"C:\photos\other.bmp", StringComparison.Ordinal));
        _folder.Write("JPEGImages/other.bmp", "");
        Assert.Equal("other.bmp", Path.GetFileName(PascalVocReader.Read(_folder.Root).Images[0].Path));
    }

    [Fact]
    public void Read_BadBoxes_FollowThePolicy()
    {
        AddOfficial("a", Item("cat", 10, 10, 20, 20), Item("cat", 9, 10, 8, 20), Item("cat", -4, 10, 50, 200), Item("cat", 300, 300, 400, 400));
        DetectionDataset clipped = PascalVocReader.Read(_folder.Root);
        Assert.Equal([new BoxXyxy(9, 9, 20, 20), new BoxXyxy(0, 9, 50, 80)], clipped.Images[0].Objects.Select(item => item.Box));
        Assert.Equal((1, 2), (clipped.Count(DatasetFindingKind.BoxClipped), clipped.Count(DatasetFindingKind.BoxSkipped)));
        DetectionDataset skipped = PascalVocReader.Read(_folder.Root, new PascalVocOptions { BadBoxes = BadBoxPolicy.Skip });
        Assert.Single(skipped.Images[0].Objects);
        Assert.Equal(3, skipped.Count(DatasetFindingKind.BoxSkipped));
        Assert.Contains("a.xml(5): object 1 (cat), box 9, 10, 8, 20, has no area", skipped.Findings[0].ToString());
        string message = Fails(new PascalVocOptions { BadBoxes = BadBoxPolicy.Fail });
        Assert.Contains("a.xml(5): object 1 (cat), box 9, 10, 8, 20, has no area.", message);
    }

    [Fact]
    public void Read_BoxOutsideUnderFail_NamesTheImageSize()
    {
        AddOfficial("a", Item("cat", 10, 10, 101, 20));
        Assert.Contains(
            "object 0 (cat), box 10, 10, 101, 20, reaches outside the image of 100x80 pixels",
            Fails(new PascalVocOptions { BadBoxes = BadBoxPolicy.Fail }));
    }

    [Fact]
    public void Read_NoSize_TakesBoxesAsTheyAre()
    {
        _folder.Write("Annotations/a.xml", "<annotation><object><name>cat</name><bndbox><xmax>9999</xmax><ymax>9</ymax><xmin>1</xmin><ymin>1</ymin></bndbox></object></annotation>");
        _folder.Write("JPEGImages/a.jpg", "");
        AnnotatedImage image = Assert.Single(PascalVocReader.Read(_folder.Root).Images);
        Assert.Equal((0, new BoxXyxy(0, 0, 9999, 9)), (image.Width, image.Objects[0].Box));
    }

    [Fact]
    public void Read_MissingImage_FailsOrIsCounted()
    {
        AddOfficial("a", Item("cat", 1, 1, 9, 9));
        _folder.Write("Annotations/b.xml", Xml());
        Assert.Contains("b.xml: its image \"x.jpg\" is missing", Fails());
        DetectionDataset set = PascalVocReader.Read(_folder.Root, new PascalVocOptions { BadFiles = BadFilePolicy.Skip });
        Assert.Single(set.Images);
        Assert.Equal(1, set.Count(DatasetFindingKind.ImageSkipped));
    }

    [Theory]
    [InlineData("<annotation>\n<object>", "a.xml(2)")]
    [InlineData("<annotation>\n<object><name>x</name></object></annotation>", "a.xml(2): object 0 has no <bndbox>")]
    [InlineData("<annotation>\n<object><bndbox/></object></annotation>", "a.xml(2): object 0 has no <name>")]
    [InlineData("<annotation><object>\n<name> </name></object></annotation>", "a.xml(2): object 0 has an empty <name>")]
    [InlineData("<annotation><object><name>x</name><bndbox><xmin>1</xmin>\n<ymin>zwei</ymin></bndbox></object></annotation>", "a.xml(2): <ymin> is \"zwei\"")]
    [InlineData("<annotation><object><name>x</name><bndbox><xmin>NaN</xmin></bndbox></object></annotation>", "is \"NaN\", not a number")]
    [InlineData("<html></html>", "<html>, not Pascal VOC's <annotation>")]
    [InlineData("", "a.xml(")]
    [InlineData("<!DOCTYPE a [<!ENTITY e \"x\">]><annotation>&e;</annotation>", "DTD is prohibited")]
    public void Read_MalformedFile_NamesFileAndLine(string xml, string message)
    {
        _folder.Write("Annotations/a.xml", xml);
        _folder.Write("JPEGImages/a.jpg", "");
        Assert.Contains(message, Fails());
    }

    [Fact]
    public void Read_UnknownClass_NamesItAndTheOthers()
    {
        AddOfficial("a", Item("cow", 1, 1, 9, 9));
        Assert.Contains("a.xml(4): object 0 is of class \"cow\", which is none of cat, dog", Fails(new PascalVocOptions { ClassNames = ["cat", "dog"] }));
        Assert.Contains("given twice", Assert.Throws<ArgumentException>(
            () => PascalVocReader.Read(_folder.Root, new PascalVocOptions { ClassNames = ["cow", "cow"] })).Message);
    }

    [Fact]
    public void Read_BadFolders_SayWhatWasLookedFor()
    {
        Assert.Contains("neither a folder Annotations", Fails());
        Assert.Throws<DirectoryNotFoundException>(() => PascalVocReader.Read(Path.Combine(_folder.Root, "nowhere")));
        AddOfficial("a");
        _folder.Write("ImageSets/Main/val.txt", "../../secret");
        Assert.Contains("splits there are val", Fails(new PascalVocOptions { Split = "train" }));
        Assert.Contains("leads outside", Fails(new PascalVocOptions { Split = "val" }));
        Assert.Contains("leads outside", Fails(new PascalVocOptions { Split = "../../x" }));
    }

    [SharedFact("data/bccd")]
    public void Read_Bccd_HasItsTwoFlatBoxes()
    {
        string root = SharedFolder.PathOf("data", "bccd");
        DetectionDataset all = PascalVocReader.Read(root);
        Assert.Equal((364, 4888), (all.Images.Count, all.ObjectCount));
        Assert.Equal(["Platelets", "RBC", "WBC"], all.ClassNames);
        DetectionDataset written = PascalVocReader.Read(root, new PascalVocOptions { Pixels = VocPixels.AsWritten });
        Assert.Equal(4886, written.ObjectCount);
        Assert.Equal(["BloodImage_00338.xml", "BloodImage_00343.xml"], written.Findings.Select(finding => Path.GetFileName(finding.File)));
        foreach ((string split, int count) in new[] { ("train", 205), ("val", 87), ("test", 72) })
        {
            Assert.Equal(count, PascalVocReader.Read(root, new PascalVocOptions { Split = split }).Images.Count);
        }
    }

    [SharedFact("data/fruit_nuts")]
    public void Read_FruitNuts_ReadsBothFolders()
    {
        DetectionDataset all = PascalVocReader.Read(SharedFolder.PathOf("data", "fruit_nuts"));
        Assert.Equal((18, 164), (all.Images.Count, all.ObjectCount));
        Assert.Equal(["date", "fig", "hazelnut"], all.ClassNames);
    }

    private string Fails(PascalVocOptions? options = null) =>
        Assert.Throws<InvalidDataException>(() => PascalVocReader.Read(_folder.Root, options)).Message;

    private void AddOfficial(string name, params string[] items)
    {
        _folder.Write($"Annotations/{name}.xml", Xml(items));
        _folder.Write($"JPEGImages/{name}.jpg", "");
    }

    private static string Xml(params string[] items) => string.Join(
        '\n', ["<annotation>", "<filename>x.jpg</filename>", "<size><width>100</width><height>80</height></size>", .. items, "</annotation>"]);

    private static string Item(string name, double x1, double y1, double x2, double y2, bool difficult = false) => FormattableString.Invariant(
        $"<object><part><name>head</name></part><name>{name}</name><difficult>{(difficult ? 1 : 0)}</difficult><bndbox><xmin>{x1}</xmin><ymin>{y1}</ymin><xmax>{x2}</xmax><ymax>{y2}</ymax></bndbox></object>");
}

using System.Text.Json;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Datasets.Inspection;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Tests.Imaging;

namespace MLNetDetection.Core.Tests.Datasets.Inspection;

public sealed class DatasetInspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inspect_FolderDamagedInEveryWay_YieldsEachFindingOnce()
    {
        Image("gray.jpg", ImageHeads.Jpeg(100, 80, 1, comment: 1));
        Image("cmyk.jpg", ImageHeads.Jpeg(100, 80, 4, comment: 2));
        Image("clear.png", ImageHeads.Png(100, 80, 6));
        Image("deep.png", ImageHeads.Png(100, 80, 2, 16));
        Image("turned.jpg", ImageHeads.Jpeg(80, 100, orientation: 6, comment: 3));
        Image("cut.jpg", ImageHeads.Jpeg(100, 80, complete: false, comment: 4));
        Image("named.jpg", ImageHeads.Png(100, 80));
        Image("broken.jpg", "no image at all"u8.ToArray(), Object("dog", 1, 1, 9, 9));
        Image("small.jpg", ImageHeads.Jpeg(50, 40, comment: 5));
        Image("outside.jpg", ImageHeads.Jpeg(100, 80, comment: 6), Object("cat", 50, 50, 200, 60));
        Image("empty.jpg", ImageHeads.Jpeg(100, 80, comment: 7), Object("cat", 11, 20, 10, 30));
        Image("tiny.jpg", ImageHeads.Jpeg(100, 80, comment: 8), Object("cat", 10, 20, 10, 30));
        Image("inverted.jpg", ImageHeads.Jpeg(100, 80, comment: 9), Object("cat", 60, 20, 10, 30));
        Image("twice.jpg", ImageHeads.Jpeg(100, 80, comment: 10), Object("cat", 10, 20, 30, 40), Object("cat", 10, 20, 30, 40));
        Image("copy1.jpg", ImageHeads.Jpeg(100, 80, comment: 11));
        Image("copy2.jpg", ImageHeads.Jpeg(100, 80, comment: 11));
        Image("copy3.jpg", ImageHeads.Jpeg(100, 80, comment: 11));
        _folder.Write("Annotations/missing.xml", Xml("missing.jpg"));
        _folder.Write("Annotations/faulty.xml", "<annotation>");
        string[] val = ["copy3"];
        string[] train = [.. Directory.GetFiles(Path.Combine(_folder.Root, "Annotations")).Select(Path.GetFileNameWithoutExtension).OfType<string>().Except(val).Order()];
        _folder.Write("ImageSets/Main/train.txt", string.Join('\n', train));
        _folder.Write("ImageSets/Main/val.txt", string.Join('\n', val));

        DatasetInspection inspection = DatasetInspector.Inspect(_folder.Root, new InspectionOptions
        {
            Decode = Decode,
            RareClassImages = 2,
            Anchors = [new BoxXyxy(0, 0, 1, 1)],
        });

        // Both classes are absent from val; everything else is there once.
        Dictionary<InspectionKind, int> counts = inspection.Findings.GroupBy(finding => finding.Kind).ToDictionary(group => group.Key, group => group.Count());
        Assert.All(Enum.GetValues<InspectionKind>(), kind => Assert.Equal((kind, kind == InspectionKind.ClassAbsent ? 2 : 1), (kind, counts.GetValueOrDefault(kind))));
        Assert.All(inspection.Findings, finding => Assert.True(finding.Message.Length > 0 && finding.Remedy.Length > 0 && finding.File.StartsWith(_folder.Root, StringComparison.Ordinal)));
        Assert.Equal(4, inspection.Findings.Single(finding => finding.Kind == InspectionKind.BoxOutside).Row);
        Assert.Equal(InspectionSeverity.Error, inspection.Findings.Single(finding => finding.Kind == InspectionKind.MissingImage).Severity);
        Assert.Equal((18, 16), (inspection.Images, inspection.UsableImages));
        Assert.True(inspection.IsUsable);
        Assert.Equal(0, inspection.AnchorCoverage);
        Assert.Equal(["train", "val"], inspection.Parts);
        AssertWritten(inspection);
    }

    [Fact]
    public void Inspect_SoundSet_FindsNothingAndCounts()
    {
        DetectionDataset set = Formats.SmallSet.Make(_folder, 3, whole: false);
        string target = Path.Combine(_folder.Root, "out");
        DatasetConverter.Write(set, AnnotationFormat.Coco, target);
        DatasetInspection inspection = DatasetInspector.Inspect(target, new InspectionOptions { RareClassImages = 0 });
        Assert.DoesNotContain(inspection.Findings, finding => finding.Kind is not InspectionKind.ClassAbsent);
        Assert.Equal((5, 5, set.ObjectCount, 1), (inspection.Images, inspection.UsableImages, inspection.Objects, inspection.Negatives));
        Assert.Equal(set.ObjectCount, inspection.Classes.Sum(count => count.Objects));
        Assert.All(inspection.Classes, count => Assert.Equal(count.Objects, count.ObjectsByPart.Sum()));
        Assert.Equal(set.ObjectCount, inspection.Histograms[0].Counts.Sum());
        Assert.Null(inspection.ChannelMean);
        Assert.Null(inspection.AnchorCoverage);
    }

    [Fact]
    public void Inspect_Decoded_GivesMeanAndDeviation()
    {
        _folder.Write("Annotations/a.xml", Xml("a.jpg", Object("cat", 1, 1, 9, 9)));
        Directory.CreateDirectory(Path.Combine(_folder.Root, "JPEGImages"));
        File.WriteAllBytes(Path.Combine(_folder.Root, "JPEGImages", "a.jpg"), ImageHeads.Jpeg(100, 80));
        var told = new Told<(int Done, int All)>();
        DatasetInspection inspection = DatasetInspector.Inspect(
            _folder.Root, new InspectionOptions { Decode = _ => new PixelImage(2, 1, [10, 20, 30, 30, 20, 10]), Workers = 8, Progress = told });
        Assert.Equal([(1, 1)], told.All);
        Assert.Equal(new RgbTriple(20, 20, 20), inspection.ChannelMean);
        Assert.Equal(new RgbTriple(10, 0, 10), inspection.ChannelDeviation);
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetInspector.Inspect(_folder.Root, new InspectionOptions { DuplicateDistance = 8 }));
        Assert.Throws<OperationCanceledException>(() => DatasetInspector.Inspect(_folder.Root, null, new CancellationToken(canceled: true)));
    }

    [SharedFact("data/bccd")]
    public void Inspect_Bccd_FindsItsTwoFlatBoxes()
    {
        string root = SharedFolder.PathOf("data", "bccd");
        DatasetInspection voc = DatasetInspector.Inspect(root);
        Assert.Equal(["BloodImage_00338.xml", "BloodImage_00343.xml"], Files(voc, InspectionKind.BoxTiny));
        Assert.Empty(Files(voc, InspectionKind.BoxEmpty));
        DatasetInspection written = DatasetInspector.Inspect(root, new InspectionOptions { Reading = new DatasetOptions { Pixels = VocPixels.AsWritten } });
        Assert.Equal(["BloodImage_00338.xml", "BloodImage_00343.xml"], Files(written, InspectionKind.BoxEmpty));
        Assert.Equal((364, 364, 4888), (voc.Images, voc.UsableImages, voc.Objects));
    }

    private static IEnumerable<string> Files(DatasetInspection inspection, InspectionKind kind) =>
        inspection.Findings.Where(finding => finding.Kind == kind).Select(finding => Path.GetFileName(finding.File));

    private static void AssertWritten(DatasetInspection inspection)
    {
        using JsonDocument json = JsonDocument.Parse(inspection.ToJson());
        Assert.Equal(inspection.Findings.Count, json.RootElement.GetProperty("findings").GetArrayLength());
        Assert.Equal("PascalVoc", json.RootElement.GetProperty("format").GetString());
        StringWriter page = new();
        inspection.ToReport().Write(page);
        Assert.All(inspection.Findings, finding => Assert.Contains(finding.Kind.ToString(), page.ToString()));
    }

    /// <summary>A picture that the file's bytes decide: what is copied looks the same.</summary>
    private static PixelImage Decode(byte[] file)
    {
        Random random = new(file.Aggregate(17, (hash, value) => unchecked((hash * 31) + value)));
        PixelImage image = new(36, 36);
        random.NextBytes(image.Rgb);
        for (int i = 0; i < image.Rgb.Length; i++)
        {
            // Blocks of 4 x 4 pixels, so that the hash sees them.
            int x = i / 3 % 36 / 4, y = i / 108 / 4;
            image.Rgb[i] = image.Rgb[((y * 4 * 36) + (x * 4)) * 3];
        }

        return image;
    }

    private void Image(string name, byte[] content, params string[] objects)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Root, "JPEGImages"));
        File.WriteAllBytes(Path.Combine(_folder.Root, "JPEGImages", name), content);
        _folder.Write($"Annotations/{Path.GetFileNameWithoutExtension(name)}.xml", Xml(name, objects));
    }

    private static string Xml(string name, params string[] objects) => string.Join(
        '\n', ["<annotation>", $"<filename>{name}</filename>", "<size><width>100</width><height>80</height></size>", .. objects, "</annotation>"]);

    private static string Object(string name, int x1, int y1, int x2, int y2) =>
        $"<object><name>{name}</name><bndbox><xmin>{x1}</xmin><ymin>{y1}</ymin><xmax>{x2}</xmax><ymax>{y2}</ymax></bndbox></object>";
}

using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Tests.Datasets.Formats;

/// <summary>What is written is read again: the same set, but for what the report says was lost.</summary>
public sealed class ConversionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<AnnotationFormat> Formats => [.. Enum.GetValues<AnnotationFormat>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Write_AnySet_ComesBackButForTheLosses(AnnotationFormat format)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            // VOC holds whole pixels; a table of images has no quoting for names.
            DetectionDataset set = SmallSet.Make(_folder, seed, whole: seed % 2 == 0, format == AnnotationFormat.ImageTable ? ["zebra", "ant", "a cat"] : null);
            string target = Path.Combine(_folder.Root, $"{format}-{seed}");
            ConversionReport report = DatasetConverter.Write(set, format, target);
            DetectionDataset back = DetectionDataset.Open(target);
            Assert.Equal(format, back.Format);
            Assert.Contains(format.ToString(), back.Recognition);
            Assert.Equal(set.ClassNames, back.ClassNames);
            Assert.Empty(back.Findings);
            Assert.Equal(Expected(set, report), Lines(back));
            Assert.All(back.Images, image => Assert.True(File.Exists(image.Path)));
        }
    }

    [Theory]
    [InlineData("test")]
    [InlineData("val")]
    [InlineData("train")]
    public void Write_YoloWithoutSomeParts_KeepsTheOthers(string part)
    {
        DetectionDataset set = SmallSet.Make(_folder, 2, whole: true);
        set = set with { Images = [.. set.Images.Select((image, i) => image with { Split = i == 0 ? part : "train" })] };
        string target = Path.Combine(_folder.Root, "out");
        DatasetConverter.Write(set, AnnotationFormat.Yolo, target);
        DetectionDataset back = DetectionDataset.Open(target);
        Assert.Equal(
            set.Images.Select(image => (Path.GetFileName(image.Path), image.Split)).Order(),
            back.Images.Select(image => (Path.GetFileName(image.Path), image.Split)).Order());
    }

    [Fact]
    public void Write_FormatOfEverything_LosesNothing()
    {
        Assert.Empty(DatasetConverter.Write(SmallSet.Make(_folder, 1, whole: false), AnnotationFormat.BoxTable, Path.Combine(_folder.Root, "out")).Losses);
    }

    [Fact]
    public void Write_SameNamesInTwoFolders_KeepsBoth()
    {
        DetectionDataset set = SmallSet.Make(_folder, 1, whole: true);
        AnnotatedImage first = set.Images[0];
        string other = Path.Combine(_folder.Root, "val%1", Path.GetFileName(first.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.Copy(first.Path, other);
        set = set with { Images = [first, first with { Path = other, Objects = [] }] };
        string target = Path.Combine(_folder.Root, "out");
        ConversionReport report = DatasetConverter.Write(set, AnnotationFormat.PascalVoc, target);
        Assert.Contains(report.Losses, loss => loss.What.Contains("new name", StringComparison.Ordinal) && loss.Count == 1);
        DetectionDataset back = DetectionDataset.Open(target);
        Assert.Equal(["picture 0.bmp", "val_1_picture 0.bmp"], back.Images.Select(image => Path.GetFileName(image.Path)));
        Assert.Equal([first.Objects.Count, 0], back.Images.Select(image => image.Objects.Count));
    }

    [Fact]
    public void Write_IntoAFullFolderOrNothing_IsRefused()
    {
        DetectionDataset set = SmallSet.Make(_folder, 1, whole: true);
        Assert.Throws<IOException>(() => DatasetConverter.Write(set, AnnotationFormat.Coco, _folder.Root));
        Assert.Throws<InvalidDataException>(() => DatasetConverter.Write(set with { Images = [] }, AnnotationFormat.Coco, Path.Combine(_folder.Root, "x")));
        Assert.Throws<InvalidDataException>(() => DatasetConverter.Write(set with { ClassNames = ["a,b", "b", "c"] }, AnnotationFormat.ImageTable, Path.Combine(_folder.Root, "y")));
    }

    [SharedFact("data/bccd")]
    public void Write_Bccd_IsTheSameInVocCocoAndYolo()
    {
        DetectionDataset bccd = DetectionDataset.Open(SharedFolder.PathOf("data", "bccd"));
        Assert.Equal((364, 4888), (bccd.Images.Count, bccd.ObjectCount));
        string[] expected = Lines(bccd);
        string images = Path.GetDirectoryName(bccd.Images[0].Path)!;
        foreach (AnnotationFormat format in new[] { AnnotationFormat.PascalVoc, AnnotationFormat.Coco, AnnotationFormat.VottJson, AnnotationFormat.LabelMe })
        {
            string target = Path.Combine(_folder.Root, format.ToString());
            Assert.Empty(DatasetConverter.Write(bccd, format, target, new ConversionOptions { CopyImages = false }).Losses);
            Assert.Equal(expected, Lines(DetectionDataset.Open(target, new DatasetOptions { ImageFolder = images })));
        }

        string yolo = Path.Combine(_folder.Root, "yolo");
        Assert.Empty(DatasetConverter.Write(bccd, AnnotationFormat.Yolo, yolo).Losses);
        Assert.Equal(expected, Lines(DetectionDataset.Open(yolo)));
    }

    private static string[] Expected(DetectionDataset set, ConversionReport report)
    {
        bool Lost(string what) => report.Losses.Any(loss => loss.What.Contains(what, StringComparison.Ordinal));
        IEnumerable<AnnotatedImage> images = set.Images.Where(image => image.Objects.Count > 0 || !Lost("without objects"));
        return Lines(set with
        {
            Images = [.. images.Select(image => image with { Objects = [.. image.Objects.Select(item => Keep(item, Lost))] })],
        });
    }

    private static AnnotatedObject Keep(AnnotatedObject item, Func<string, bool> lost) => new(
        lost("rounded") ? new(Round(item.Box.X1), Round(item.Box.Y1), Round(item.Box.X2), Round(item.Box.Y2)) : item.Box,
        item.ClassId,
        item.Difficult && !lost("difficult"),
        item.IsCrowd && !lost("crowds"),
        lost("areas") ? null : item.Area);

    private static float Round(float edge) => MathF.Round(edge, MidpointRounding.AwayFromZero);

    // Formats order images by name and difficult objects last: what counts is what is in each image.
    private static string[] Lines(DetectionDataset set) =>
    [
        .. set.Images.OrderBy(image => Path.GetFileName(image.Path), StringComparer.Ordinal)
            .Select(image => $"{Path.GetFileName(image.Path)} {image.Split}: {string.Join("; ", image.Objects.Select(item => $"{item}").Order(StringComparer.Ordinal))}"),
    ];
}

using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Tests.Datasets.Formats;

/// <summary>The fixtures of other tools: read with the counts they document, or refused with file and reason.</summary>
public sealed class SharedFormatsTests
{
    private static readonly (string Path, AnnotationFormat Format, int Images, int Objects)[] _read =
    [
        ("coco/coco_instances", AnnotationFormat.Coco, 2, 3),
        ("coco/coco_roboflow", AnnotationFormat.Coco, 2, 3),
        ("coco/mmdet_coco", AnnotationFormat.Coco, 2, 3),
        ("voc_dataset/voc_dataset1", AnnotationFormat.PascalVoc, 1, 2),
        ("voc_dataset/voc_dataset3", AnnotationFormat.PascalVoc, 1, 1),
        ("vott_csv_dataset/dataset", AnnotationFormat.VottCsv, 4, 5),
        ("vott_json_dataset/dataset", AnnotationFormat.VottJson, 3, 4),
        ("vott_json_dataset/dataset_with_meta_file", AnnotationFormat.VottJson, 3, 3),
        ("yolo_dataset/annotations", AnnotationFormat.Yolo, 1, 2),
        ("yolo_dataset/labels", AnnotationFormat.Yolo, 2, 4),
        ("yolo_dataset/strict", AnnotationFormat.Yolo, 1, 2),
    ];

    private static readonly (string Path, string Reason)[] _refused =
    [
        ("voc_dataset/voc_dataset2", "@.xml: its image \"@.jpg\" is missing"),
    ];

    [SharedFact("formats/datumaro")]
    public void Open_EachFixture_IsRead()
    {
        foreach (var (path, format, images, objects) in _read)
        {
            DetectionDataset set = DetectionDataset.Open(At(path), new DatasetOptions { BadBoxes = BadBoxPolicy.Clip });
            int boxes = set.ObjectCount + set.Findings.Count(finding => finding.Kind == DatasetFindingKind.BoxSkipped && !finding.Message.Contains("no tag", StringComparison.Ordinal));
            Assert.Equal((path, format, images, objects), (path, set.Format!.Value, set.Images.Count, boxes));
            Assert.Equal(format, DetectionDataset.Open(At(path), new DatasetOptions { Format = format }).Format);
        }
    }

    [SharedFact("formats/datumaro")]
    public void Open_FixturesThatCannotBeUsed_NameFileAndReason()
    {
        foreach (var (path, reason) in _refused)
        {
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(At(path))).Message);
        }

        // Without its images it can still be converted.
        DetectionDataset voc = DetectionDataset.Open(At("voc_dataset/voc_dataset2"), new DatasetOptions { FindImages = false });
        Assert.Equal((5, 4), (voc.Images.Count, voc.ObjectCount));
        Assert.All(voc.Images, image => Assert.Equal("trainval", image.Split));
    }

    [SharedFact("formats/datumaro")]
    public void Open_EveryFixtureByItself_IsReadOrRefusedByName() => OpenEach(At("."));

    [SharedFact("data/bccd")]
    public void Open_EveryDataFileByItself_IsReadOrRefusedByName() => OpenEach(SharedFolder.PathOf("data"));

    private static void OpenEach(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            try
            {
                Assert.NotEmpty(DetectionDataset.Open(file).Images);
            }
            catch (InvalidDataException e)
            {
                Assert.Contains(Path.GetFileName(file), e.Message);
            }
        }
    }

    [SharedFact("formats/datumaro")]
    public void Open_Coco_KeepsIdsCrowdsAndAreas()
    {
        DetectionDataset set = DetectionDataset.Open(At("coco/coco_instances"));
        Assert.Equal(["a", "b", "c"], set.ClassNames);
        AnnotatedImage val = set.Images.Single(image => image.Split == "val");
        Assert.Equal([false, true], val.Objects.Select(item => item.IsCrowd));
        Assert.Equal([null, 20.0], val.Objects.Select(item => item.Area));
        Assert.Single(set.OfSplit("train").Images);
        Assert.Throws<ArgumentException>(() => set.OfSplit("test"));
    }

    [SharedFact("data/bccd")]
    public void Open_BccdTable_AgreesWithItsXml()
    {
        DetectionDataset table = DetectionDataset.Open(SharedFolder.PathOf("data", "bccd", "test.csv"), new DatasetOptions { FindImages = true, BadFiles = BadFilePolicy.Skip });
        Assert.Equal(AnnotationFormat.BoxTable, table.Format);
        Assert.NotEmpty(table.Images);
        Assert.All(table.Images, image => Assert.True(File.Exists(image.Path)));
    }

    private static string At(string path) => SharedFolder.PathOf("formats", "datumaro", path);
}

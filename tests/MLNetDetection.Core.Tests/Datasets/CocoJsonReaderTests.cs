using System.Text;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Tests.Datasets;

public class CocoJsonReaderTests
{
    private const string Truth = """
        {
          "info": {"year": [2017]},
          "images": [{"id": "7", "file_name": "a.jpg", "width": 640, "height": 480, "license": 1}, {"id": 8}],
          "categories": [{"id": 3, "name": "cat", "supercategory": "animal"}],
          "annotations": [
            {"id": 1, "image_id": 7, "category_id": 3, "bbox": [1, 2.5, 30, 40], "area": 900.5, "iscrowd": 1, "segmentation": [[1, 2]]},
            {"image_id": "8", "category_id": 3, "bbox": [0, 0, 5, 5]}
          ]
        }
        """;

    [Fact]
    public void Read_GroundTruth_ReadsWhatCounts()
    {
        CocoFile file = Parse(Truth);
        Assert.Equal([new CocoImage(7, "a.jpg", 640, 480), new CocoImage(8, "", 0, 0)], file.Images);
        Assert.Equal([new CocoCategory(3, "cat")], file.Categories);
        Assert.Equal(
            [new CocoBox(7, 3, 1, 2.5, 30, 40, 900.5, true, null), new CocoBox(8, 3, 0, 0, 5, 5, null, false, null)], file.Boxes);
    }

    [Fact]
    public void Read_Results_AreABareArray()
    {
        CocoFile file = Parse("""[{"image_id": 7, "category_id": 3, "bbox": [1, 2, 3, 4], "score": 0.25}]""");
        Assert.Equal([new CocoBox(7, 3, 1, 2, 3, 4, null, false, 0.25)], file.Boxes);
        Assert.Empty(Parse("[]").Boxes);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("7", "no JSON object or array")]
    [InlineData("{}", "no \"annotations\"")]
    [InlineData("{\"annotations\": 5}", "expected an array")]
    [InlineData("[5]", "expected an object")]
    [InlineData("[\n{\"category_id\": 1, \"bbox\": [1, 2, 3, 4]}]", "no \"image_id\"")]
    [InlineData("[\n\n{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3]}]", "line 3")]
    [InlineData("[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3, 4, 5]}]", "more than 4")]
    [InlineData("[{\"image_id\": \"x\"}]", "test.json, detection 0, line 1")]
    [InlineData("[{\"image_id\": 1", "test.json")]
    [InlineData("[] []", "test.json")]
    [InlineData("{\"images\": [{\"id\": 1}, {}], \"annotations\": []}", "test.json, image 1, line 1")]
    [InlineData("[{\"image_id\": 1, \"category_id\": 99999999999, \"bbox\": [1, 2, 3, 4]}]", "test.json")]
    public void Read_Malformed_SaysWhatAndWhere(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Parse(json)).Message);

    [Fact]
    public void Open_MalformedFileSkipped_IsNamedOnce()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("a.json", "{\"images\": [], \"annotations\": [{]}");
        DatasetFinding finding = DetectionDataset.Open(path, new DatasetOptions { BadFiles = BadFilePolicy.Skip }).Findings.Single();
        Assert.Equal((path, 0), (finding.File, finding.Line));
        Assert.StartsWith("annotation 0, line 1, byte ", finding.Message);
        Assert.DoesNotContain("LineNumber", finding.Message);
    }

    private static CocoFile Parse(string json) => CocoJsonReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "test.json");
}

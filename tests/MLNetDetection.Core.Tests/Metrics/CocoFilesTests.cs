using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Core.Tests.Metrics;

public sealed class CocoFilesTests : IDisposable
{
    private const string Truth = """
        {
          "info": {"year": [2017]},
          "annotations": [
            {"id": 1, "image_id": 7, "category_id": 3, "bbox": [1, 2.5, 30, 40], "area": 900.5, "iscrowd": 1, "segmentation": [[1, 2]]},
            {"image_id": "8", "category_id": 3, "bbox": [0, 0, 5, 5]}
          ],
          "images": [{"id": "8"}, {"id": 7, "file_name": "a.jpg", "width": 640, "height": 480, "license": 1}],
          "categories": [{"id": 3, "name": "cat", "supercategory": "animal"}, {"id": 1}]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Pair_HoldsWhatCounts()
    {
        EvaluationSet set = Read(Truth, """[{"image_id": 8, "category_id": 3, "bbox": [0, 0, 5, 5], "score": 1, "segmentation": {"counts": "a"}}]""");
        Assert.Equal([new(7, "a.jpg", 640, 480), new(8, "8")], set.Images);
        Assert.Equal([new(1, "1"), new(3, "cat")], set.Classes);
        Assert.Equal([900.5, 25], set.GroundTruth.Areas.ToArray());
        Assert.Equal([true, false], set.GroundTruth.IsCrowd.ToArray());
        Assert.Equal([1], set.Detections.Scores.ToArray());
        CocoMetrics metrics = new CocoEvaluator().Evaluate(set);
        Assert.Equal((2, 2), (metrics.Images, metrics.Classes.Count));
        Assert.Equal(1, metrics.Ap, 1e-15);
    }

    [Fact]
    public void Read_GroundTruthAlone_HasNoDetections() => Assert.Equal(0, CocoFiles.Read(Write(Truth), null).Detections.Count);

    [Fact]
    public void Read_DetectionsAsAnObject_AreFound() =>
        Assert.Equal(1, Read(Truth, """{"annotations": [{"image_id": 7, "category_id": 3, "bbox": [0, 0, 5, 5], "score": 0.5}]}""").Detections.Count);

    [Fact]
    public void Read_UnlistedCategory_IsSkippedAndCounted()
    {
        EvaluationSet set = Read(Truth, """[{"image_id": 8, "category_id": 2, "bbox": [0, 0, 5, 5], "score": 1}]""");
        Assert.Equal((0, 1L), (set.Detections.Count, set.SkippedDetections));
    }

    [Fact]
    public void Read_FilesLongerThanTheBuffer_AreReadWhole()
    {
        // Long entries, so that every kind of token is cut by the end of some buffer; a byte order mark before them.
        string[] items =
        [
            .. Enumerable.Range(0, 9000).Select(i => $$"""
                {"image_id": {{7 + (i % 2)}}, "category_id": 3, "bbox": [{{i}}.25, {{i * 7}}, 5.5, 1e1], "x": [{"{{new string('y', i % 97)}}": [1, "]"]}], "score": 0.{{i + 1000}} }
                """),
        ];
        EvaluationSet set = Read(Truth, "\uFEFF[" + string.Join(",\n", items) + "]");
        Assert.Equal(9000, set.Detections.Count);
        Assert.Equal([.. Enumerable.Range(0, 4500).Select(i => (2 * i) + 0.25)], set.Detections.X[..4500].ToArray());
        Assert.Equal(8999 * 7, set.Detections.Y[^1]);
        string huge = "[{\"x\": \"" + new string('z', 2_000_000) + "\", \"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"score\": 1}]";
        Assert.Equal(1, Read(Truth, huge).Detections.Count);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("7", "no JSON object or array")]
    [InlineData("{}", "no \"annotations\"")]
    [InlineData("{\"annotations\": 5}", "expected an array")]
    [InlineData("[5]", "expected an object")]
    [InlineData("[\n{\"category_id\": 3, \"bbox\": [1, 2, 3, 4]}]", "detection 0, line 2")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3}]", "no \"bbox\"")]
    [InlineData("[{\"image_id\": 7, \"bbox\": [1, 2, 3, 4]}]", "no \"category_id\"")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": 5}]", "\"bbox\": expected an array")]
    [InlineData("[\n\n{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3]}]", "line 3")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 4, 5]}]", "more than 4")]
    [InlineData("[{\"image_id\": \"x\"}]", "dt.json, detection 0, line 1")]
    [InlineData("[{\"image_id\": 7", "dt.json, detection 0")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 99999999999, \"bbox\": [1, 2, 3, 4]}]", "dt.json")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 4]}]", "there is no \"score\"")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, -3, 4], \"score\": 1}]", "width -3")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 1e999], \"score\": 1}]", "dt.json")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"score\": NaN}]", "detection 0")]
    [InlineData("[{\"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"score\": -1}]", "the score -1")]
    [InlineData("[{\"image_id\": 9, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"score\": 1}]", "image 9 is not in the ground truth")]
    [InlineData("[] []", "dt.json")]
    public void Read_BadDetections_SaysWhatAndWhere(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(Truth, json)).Message);

    [Theory]
    [InlineData("\"id\": 3", "\"id\": 4", "annotation 0: category 3 is not listed")]
    [InlineData("\"image_id\": 7", "\"image_id\": 6", "annotation 0: image 6 is not listed")]
    [InlineData("30, 40]", "-30, 40]", "annotation 0: the box")]
    [InlineData("900.5", "-1", "annotation 0: the area -1")]
    [InlineData("\"id\": \"8\"", "\"id\": 7", "Image 7 was added before")]
    [InlineData("\"id\": 1}]", "\"id\": 3}]", "Class 3 is listed twice")]
    [InlineData("{\"id\": 1}]", "{}]", "category 1, line")]
    public void Read_BadGroundTruth_SaysWhatAndWhere(string from, string to, string message)
    {
        string truth = Truth.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Truth, truth);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => CocoFiles.Read(Write(truth), null)).Message);
    }

    [Fact]
    public void Read_DamagedFiles_AreReadOrRefused()
    {
        const string Found = """[{"image_id": 8, "category_id": 3, "bbox": [0, 0.5, 5, 5e0], "score": 0.25}, {"image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4], "score": 1}]""";
        Random random = new(Campaign.Seed);
        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            char[] truth = Truth.ToCharArray(), found = Found.ToCharArray();
            char[] hurt = i % 2 == 0 ? truth : found;
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                hurt[random.Next(hurt.Length)] = "{}[]\":,-0123456789eEn\\ \u00e9"[random.Next(24)];
            }

            try
            {
                new CocoEvaluator(new CocoEvaluatorOptions { Threads = 1 }).Evaluate(Read(new string(truth), new string(found)));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 999);
    }

    [Fact]
    public void Read_ResultsForGroundTruth_IsRefused() => Assert.Contains(
        "expected an object with \"images\"", Assert.Throws<InvalidDataException>(() => CocoFiles.Read(Write("[]"), null)).Message);

    private EvaluationSet Read(string truth, string detections) => CocoFiles.Read(Write(truth), _folder.Write("dt.json", detections));

    private string Write(string truth) => _folder.Write("gt.json", truth);
}

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Tests;

public sealed class ObjectDetectionEvaluateTests
{
    private readonly MLContext _ml = new(1);

    public sealed class Scored
    {
        public string[] Label { get; set; } = [];

        public float[] BoundingBoxes { get; set; } = [];

        public string[] PredictedLabel { get; set; } = [];

        public float[] PredictedBoundingBoxes { get; set; } = [];

        public float[] Score { get; set; } = [];
    }

    [Fact]
    public void Evaluate_PerfectPredictions_GivesOne()
    {
        ObjectDetectionMetrics metrics = Evaluate(new Scored
        {
            Label = ["a", "b"], BoundingBoxes = [0, 0, 50, 50, 60, 60, 90, 99],
            PredictedLabel = ["b", "a"], PredictedBoundingBoxes = [60, 60, 90, 99, 0, 0, 50, 50], Score = [0.9f, 0.8f],
        });

        Assert.Equal(1, metrics.Ap, 1e-12);
        Assert.Equal(1, metrics.Ap50, 1e-12);
        Assert.Equal(["a", "b"], metrics.PerClass.Select(c => c.Name));
    }

    [Fact]
    public void Evaluate_ClassesAreMatchedByName_WhateverTheirKeys()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([
            new Scored { Label = ["a"], BoundingBoxes = [0, 0, 50, 50], PredictedLabel = ["b", "a"], PredictedBoundingBoxes = [0, 0, 50, 50, 0, 0, 50, 50], Score = [0.9f, 0.8f] }]);
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Transforms.Conversion.MapValueToKey("PredictedLabel")).Fit(data).Transform(data);

        ObjectDetectionMetrics metrics = _ml.ObjectDetection.Evaluate(keyed);

        // The wrong class has no truth, so it counts in no mean; the right one is found.
        Assert.Equal(1, metrics.Ap, 1e-12);
    }

    [Fact]
    public void Evaluate_PredictedClassWithoutTruth_DoesNotThrowAndIsListed()
    {
        ObjectDetectionMetrics metrics = Evaluate(new Scored { PredictedLabel = ["ghost"], PredictedBoundingBoxes = [0, 0, 9, 9], Score = [0.5f] });

        Assert.Equal("ghost", Assert.Single(metrics.PerClass).Name);
        Assert.Equal(-1, metrics.Ap);
    }

    [Fact]
    public void Evaluate_CountsThatDiffer_NameTheRowAndColumn()
    {
        var error = Assert.Throws<InvalidDataException>(() => Evaluate(new Scored(), new Scored { Label = ["a"], BoundingBoxes = [1, 2, 3] }));

        Assert.Contains("row 1", error.Message);
        Assert.Contains("'BoundingBoxes'", error.Message);
    }

    [Fact]
    public void Evaluate_MissingColumn_NamesIt()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Scored()]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.ObjectDetection.Evaluate(data, new ObjectDetectionEvaluationOptions { ScoreColumnName = "Confidence" }));

        Assert.Contains("score column 'Confidence' is missing", error.Message);
    }

    public sealed class Truth
    {
        public string Image { get; set; } = "";

        public string Label { get; set; } = "";

        [VectorType(4)]
        public float[] BoundingBoxes { get; set; } = [0, 0, 50, 50];

        public bool IsCrowd { get; set; }

        public float Area { get; set; } = 2500;
    }

    public sealed class Found
    {
        public string Image { get; set; } = "";

        public string PredictedLabel { get; set; } = "a";

        [VectorType(4)]
        public float[] PredictedBoundingBoxes { get; set; } = [0, 0, 50, 50];

        public float Score { get; set; } = 0.5f;
    }

    public sealed class Batch
    {
        public long[] ObjectImage { get; set; } = [];

        public string[] Label { get; set; } = [];

        public float[] BoundingBoxes { get; set; } = [];

        public long[] DetectionImage { get; set; } = [];

        public string[] PredictedLabel { get; set; } = [];

        public float[] PredictedBoundingBoxes { get; set; } = [];

        public float[] Score { get; set; } = [];
    }

    public sealed class Keyed
    {
        [KeyType(3)]
        public uint[] Label { get; set; } = [2];

        public float[] BoundingBoxes { get; set; } = [0, 0, 50, 50];

        [KeyType(3)]
        public uint[] PredictedLabel { get; set; } = [2];

        [KeyType(4)]
        public uint[] OtherLabel { get; set; } = [2];

        public float[] PredictedBoundingBoxes { get; set; } = [0, 0, 50, 50];

        public float[] Score { get; set; } = [0.5f];
    }

    [Fact]
    public void Evaluate_OneDetectionInARow_IsBroughtTogetherByImage()
    {
        ObjectDetectionMetrics metrics = EvaluateRows(
            [new Truth { Image = "1", Label = "a" }, new Truth { Image = "1", Label = "b", BoundingBoxes = [60, 60, 90, 90] }, new Truth { Image = "2" }],
            new Found { Image = "1", PredictedLabel = "b", PredictedBoundingBoxes = [60, 60, 90, 90] }, new Found { Image = "1", Score = 0.4f },
            new Found { Image = "2", Score = 0.9f });

        // The second image has no object, so that its detection, the best one, is a miss.
        Assert.Equal(2, metrics.Images);
        Assert.Equal([0.5, 1], metrics.PerClass.Select(c => Math.Round(c.Ap, 12)));
        Assert.Equal(["1", "2"], metrics.Set.Images.Select(image => image.Name));
    }

    [Fact]
    public void Evaluate_SeveralImagesInARow_AreToldApartByTheirColumns()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([
            new Batch
            {
                ObjectImage = [7, 8], Label = ["a", "a"], BoundingBoxes = [0, 0, 50, 50, 60, 60, 90, 99],
                DetectionImage = [8, 7, 9], PredictedLabel = ["a", "a", "a"], Score = [0.9f, 0.8f, 0.7f],
                PredictedBoundingBoxes = [60, 60, 90, 99, 0, 0, 50, 50, 0, 0, 50, 50],
            },
            new Batch { ObjectImage = [9], Label = ["a"], BoundingBoxes = [0, 0, 50, 50] }]);

        ObjectDetectionMetrics metrics = _ml.ObjectDetection.Evaluate(
            data, new ObjectDetectionEvaluationOptions { ImageColumnName = "ObjectImage", PredictedImageColumnName = "DetectionImage" });

        Assert.Equal(1, metrics.Ap, 1e-12);
        Assert.Equal(3, metrics.Images);
    }

    [Fact]
    public void Evaluate_TwoViewsWithoutAnImageColumn_AreRefused() => Assert.Contains("ImageColumnName", Assert.Throws<ArgumentException>(
        () => _ml.ObjectDetection.Evaluate(_ml.Data.LoadFromEnumerable([new Truth()]), _ml.Data.LoadFromEnumerable([new Found()]), new())).Message);

    [Theory]
    [InlineData("3", 0.5f, 50f, "row 1", "'Image' names the image '3', which the ground truth does not have")]
    [InlineData("", 0.5f, 50f, "row 1", "'Image' names no image")]
    [InlineData("1", float.NaN, 50f, "row 1", "'Score', the score 0 is NaN")]
    [InlineData("1", -0.5f, 50f, "row 1", "'Score', the score 0 is -0.5")]
    [InlineData("1", 0.5f, float.NaN, "row 1", "'PredictedBoundingBoxes', box 0 is 0 0 NaN 50")]
    [InlineData("1", 0.5f, -2f, "row 1", "'PredictedBoundingBoxes', box 0 is 0 0 -2 50")]
    public void Evaluate_BadDetection_NamesRowAndColumn(string image, float score, float right, string row, string fault)
    {
        var error = Assert.Throws<InvalidDataException>(() => EvaluateRows(
            [new Truth { Image = "1", Label = "a" }], new Found { Image = "1" },
            new Found { Image = image, Score = score, PredictedBoundingBoxes = [0, 0, right, 50] }));

        Assert.Contains(row, error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Fact]
    public void Evaluate_BadTruth_NamesRowAndColumn()
    {
        Assert.Contains("'BoundingBoxes', box 0", Assert.Throws<InvalidDataException>(
            () => EvaluateRows([new Truth { Image = "1", Label = "a", BoundingBoxes = [0, 0, -1, 5] }])).Message);
        Assert.Contains("'Area', the area 0 is NaN", Assert.Throws<InvalidDataException>(
            () => EvaluateRows([new Truth { Image = "1", Label = "a", Area = float.NaN }])).Message);
    }

    [Fact]
    public void Evaluate_KeysWithoutNames_AreMatchedByNumberWhereTheirCountsAgree()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Keyed()]);

        Assert.Equal(1, _ml.ObjectDetection.Evaluate(data).Ap, 1e-12);
        Assert.Equal(3, _ml.ObjectDetection.Evaluate(data).PerClass.Count);
        string message = Assert.Throws<InvalidDataException>(() => _ml.ObjectDetection.Evaluate(
            data, new ObjectDetectionEvaluationOptions { PredictedLabelColumnName = "OtherLabel" })).Message;
        Assert.Contains("'Label' has keys of 3 values and column 'OtherLabel' of 4", message);
    }

    [Fact]
    public void CreateEvaluationSet_OfRows_ServesVocToo()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Keyed(), new Keyed { PredictedBoundingBoxes = [60, 60, 70, 70] }]);

        Assert.Equal(0.5, new VocEvaluator().Evaluate(_ml.ObjectDetection.CreateEvaluationSet(data)).MeanAp);
    }

    private ObjectDetectionMetrics EvaluateRows(Truth[] truths, params Found[] found) => _ml.ObjectDetection.Evaluate(
        _ml.Data.LoadFromEnumerable(truths), _ml.Data.LoadFromEnumerable(found), new ObjectDetectionEvaluationOptions { ImageColumnName = "Image" });

    private ObjectDetectionMetrics Evaluate(params Scored[] rows) => _ml.ObjectDetection.Evaluate(_ml.Data.LoadFromEnumerable(rows));
}

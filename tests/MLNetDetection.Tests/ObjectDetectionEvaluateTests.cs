using Microsoft.ML;
using Microsoft.ML.Data;

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

    private ObjectDetectionMetrics Evaluate(params Scored[] rows) => _ml.ObjectDetection.Evaluate(_ml.Data.LoadFromEnumerable(rows));
}

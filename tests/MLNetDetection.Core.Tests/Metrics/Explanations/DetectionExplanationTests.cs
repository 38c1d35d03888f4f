using System.Text.Json;
using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Tests.Metrics.Explanations;

public sealed class DetectionExplanationTests
{
    [Fact]
    public void Groups_OfAHandWorkedCase_TellEachObjectsFate()
    {
        // Small: found with an IoU of 0.9, taken for another class, misplaced, missed. Large and wide: found.
        DetectionExplanation explanation = new Problem()
            .Truth(1, 0, 0).Found(1, 0.9, 0, 0, 9)
            .Truth(1, 100, 0).Found(2, 0.9, 100, 0)
            .Truth(1, 200, 0).Found(1, 0.9, 206, 0)
            .Truth(1, 300, 0)
            .Truth(1, 0, 100, 200, 100).Found(1, 0.9, 0, 100, 200, 100)
            .Explain(new ExplanationOptions { ScoreThreshold = 0.5 });
        Assert.Equal(
            [new("small", 4, 1, 1, 1, 1, 0.9, 3, 2), new("medium", 0, 0, 0, 0, 0, 0, 0, 0), new("large", 1, 1, 0, 0, 0, 1, 1, 0)],
            explanation.BySize);
        Assert.Equal([0, 4, 1], explanation.ByAspect.Select(group => group.Objects));
        Assert.Equal(["tall", "square", "wide"], explanation.ByAspect.Select(group => group.Name));
        Assert.Equal([0.25, 0, 1], explanation.BySize.Select(group => group.Recall));
    }

    [Fact]
    public void WorstImages_OfThree_ComeWorstFirst()
    {
        DetectionExplanation explanation = new Problem()
            .Truth(1, 0, 0, image: 1).Truth(1, 50, 0, image: 1).Found(1, 0.9, 100, 0, image: 1)
            .Truth(1, 0, 0, image: 2).Found(1, 0.6, 100, 0, image: 2).Found(1, 0.5, 150, 0, image: 2)
            .Truth(1, 0, 0, image: 3).Found(1, 0.9, 0, 0, image: 3)
            .Explain(new ExplanationOptions { ScoreThreshold = 0.1 });
        Assert.Equal([(1, 2), (2, 1)], explanation.WorstMisses.Select(image => (image.Image.Id, image.Missed.Count)));
        Assert.Equal([(2, 2, 0.6), (1, 1, 0.9)], explanation.WorstFalseAlarms.Select(image => (image.Image.Id, image.FalseAlarms.Count, image.FalseAlarms[0].Score)));
        Assert.Equal("image 1", explanation.WorstMisses[0].Image.Name);
    }

    [Fact]
    public void Of_AnyNumberOfThreads_IsTheSame() => Properties.Hold<int>(seed =>
    {
        Problem problem = Problem.Random(seed);
        string One(int threads) => JsonSerializer.Serialize(
            problem.Explain(new ExplanationOptions { Threads = threads, ScoreThreshold = 0.3 }) is var e
                ? new { e.Errors, e.BySize, e.ByAspect, e.WorstMisses, e.WorstFalseAlarms, e.MeanF1, e.Calibration } : null);
        return One(1) == One(8);
    }, tests: 40);

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExplanationOptions { IouThreshold = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExplanationOptions { IouThreshold = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExplanationOptions { MaximumDetections = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExplanationOptions { CalibrationBins = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExplanationOptions { ScoreThreshold = double.NaN });
        Assert.Throws<ArgumentException>(() => new Problem().Explain(new ExplanationOptions { IouThreshold = 0.1 }));
    }
}

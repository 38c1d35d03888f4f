using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Tests.Metrics.Explanations;

public sealed class CalibrationTests
{
    [Fact]
    public void Bins_OfAHandWorkedCase_GiveTheExpectedError()
    {
        // [0, .5): one of two right at a mean of 0.2; [.5, 1]: two of two right at a mean of 0.9.
        Calibration calibration = new Problem().Truth(1, 0, 0).Truth(1, 100, 0).Truth(1, 200, 0)
            .Found(1, 0.3, 0, 0).Found(1, 0.1, 50, 0).Found(1, 1, 100, 0).Found(1, 0.8, 200, 0)
            .Explain(new ExplanationOptions { CalibrationBins = 2 }).Calibration!;
        Assert.Equal([new(0, 0.5, 2, 0.2, 0.5), new(0.5, 1, 2, 0.9, 1)], calibration.Bins);
        Assert.Equal(((2 * 0.3) + (2 * 0.1)) / 4, calibration.ExpectedError, 1e-12);
        Assert.Equal(0.3, calibration.LargestError, 1e-12);
    }

    [Fact]
    public void Calibration_WhereNothingCountsOrAScoreIsNoProbability_IsNull()
    {
        Assert.Null(new Problem().Truth(1, 0, 0).Explain().Calibration);
        Assert.Null(new Problem().Truth(1, 0, 0, difficult: true).Found(1, 0.5, 0, 0).Explain().Calibration);
        Assert.Null(new Problem().Truth(1, 0, 0).Found(1, 1.5, 0, 0).Explain().Calibration);
    }

    [Fact]
    public void Calibration_OfAnyProblem_IsBoundedAndCountsEachDetectionOnce() => Properties.Hold<int>(seed =>
    {
        DetectionExplanation explanation = Problem.Random(seed).Explain(new ExplanationOptions { CalibrationBins = 7 });
        int counted = explanation.Curves.Sum(curve => curve.At(0).Hits + curve.At(0).FalseAlarms);
        return explanation.Calibration is not { } all
            ? counted == 0
            : all.Detections == counted
                && all.ExpectedError >= 0 && all.ExpectedError <= all.LargestError + 1e-12 && all.LargestError <= 1
                && all.Bins.All(bin => bin.Detections == 0 || (bin.MeanScore >= bin.From - 1e-12 && bin.MeanScore <= bin.To + 1e-12))
                && explanation.CalibrationByClass.Values.OfType<Calibration>().Sum(c => c.Detections) == counted;
    });
}

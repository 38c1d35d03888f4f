using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Tests.Metrics.Explanations;

public sealed class ScoreCurveTests
{
    [Fact]
    public void Points_OfAHandWorkedCase_CountDownTheScores()
    {
        // Hit, false alarm, and at one score a hit and a false alarm; two of three objects found.
        ScoreCurve curve = new Problem().Truth(1, 0, 0).Truth(1, 100, 0).Truth(1, 200, 0)
            .Found(1, 0.9, 0, 0).Found(1, 0.7, 50, 0).Found(1, 0.5, 100, 0).Found(1, 0.5, 150, 0).Explain().Curves.Single();
        Assert.Equal([new(0.9, 1, 0, 3), new(0.7, 1, 1, 3), new(0.5, 2, 2, 3)], curve.Points);
        Assert.Equal(0.4, curve.At(0.6).F1);
        Assert.Equal([0.5, 2.0 / 3, 4.0 / 7], [curve.Points[2].Precision, curve.Points[2].Recall, curve.Points[2].F1]);
        Assert.Equal(0.5, curve.Best.Score);
    }

    [Fact]
    public void At_BetweenTheScores_KeepsThoseFromThere()
    {
        ScoreCurve curve = new Problem().Truth(1, 0, 0).Found(1, 0.9, 0, 0).Found(1, 0.4, 50, 0).Explain().Curves.Single();
        Assert.Equal(new ScorePoint(0.95, 0, 0, 1), curve.At(0.95));
        Assert.Equal(new ScorePoint(0.9, 1, 0, 1), curve.At(0.9));
        Assert.Equal(new ScorePoint(0.5, 1, 0, 1), curve.At(0.5));
        Assert.Equal(new ScorePoint(0, 1, 1, 1), curve.At(0));
        Assert.Equal((1.0, 0.0, 0.0), (curve.At(2).Precision, curve.At(2).Recall, curve.At(2).F1));
    }

    [Fact]
    public void Points_OnCrowdsAndDifficultObjects_AreLeftOut()
    {
        ScoreCurve curve = new Problem().Truth(1, 0, 0, crowd: true).Truth(1, 100, 0, difficult: true).Truth(1, 200, 0)
            .Found(1, 0.9, 0, 0).Found(1, 0.8, 2, 2, 5, 5).Found(1, 0.7, 100, 0).Found(1, 0.6, 100, 1).Explain().Curves.Single();

        // A difficult object takes one detection; the second is a false alarm.
        Assert.Equal([new ScorePoint(0.6, 0, 1, 1)], curve.Points);
    }

    [Fact]
    public void Score_WithoutADemand_IsThatOfTheBestMeanF1()
    {
        // Class 1 alone would stop at 0.8, class 2 at 0.3; together 0.3 costs less than 0.8.
        DetectionExplanation explanation = new Problem()
            .Truth(1, 0, 0).Found(1, 0.8, 0, 0).Found(1, 0.5, 50, 0)
            .Truth(2, 0, 0, image: 2).Found(2, 0.3, 0, 0, image: 2).Explain();
        Assert.Equal([0.8, 0.3], explanation.Curves.Select(curve => curve.Best.Score));
        Assert.Equal(0.3, explanation.Score);
        Assert.Equal(((2.0 / 3) + 1) / 2, explanation.MeanF1, 1e-12);
    }

    [Fact]
    public void Score_WhereNothingIsFound_KeepsNothing()
    {
        DetectionExplanation explanation = new Problem().Truth(1, 0, 0).Found(1, 0.8, 50, 0).Explain();
        Assert.Equal(double.PositiveInfinity, explanation.Score);
        Assert.Equal(0, explanation.MeanF1);
        Assert.Equal(1, explanation.Confusion[0, explanation.Confusion.Background]);
        Assert.Empty(explanation.WorstFalseAlarms);
    }

    [Fact]
    public void Best_OfAnyProblem_IsTheBestOfAllScores() => Properties.Hold<int>(seed =>
        Problem.Random(seed).Explain().Curves.All(curve => curve.Points.All(point => point.F1 <= curve.Best.F1)
            && curve.Points.All(point => curve.At(point.Score) == point)));

    [Fact]
    public void Score_OfAnyProblem_HasTheBestMeanF1() => Properties.Hold<int>(seed =>
    {
        DetectionExplanation explanation = Problem.Random(seed).Explain();
        ScoreCurve[] counted = [.. explanation.Curves.Where(curve => curve.Objects > 0)];
        return counted.Length == 0
            || Enumerable.Range(0, 11).All(i => counted.Average(curve => curve.At(i / 10.0).F1) <= explanation.MeanF1 + 1e-9);
    });

    [Fact]
    public void Points_OfAnyProblem_EndAtCocosRecall() => Properties.Hold<int>(seed =>
    {
        EvaluationSet set = Problem.Random(seed).Build();
        CocoMetrics coco = CocoAt50(set);
        return DetectionExplanation.Of(set).Curves.All(curve =>
            curve.Objects == 0 || Math.Abs(coco.Classes.Single(c => c.ClassId == curve.ClassId).Ar - curve.At(0).Recall) < 1e-12);
    });

    private static CocoMetrics CocoAt50(EvaluationSet set) => new CocoEvaluator(new CocoEvaluatorOptions { IouThresholds = [0.5] }).Evaluate(set);
}

using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Tests.Metrics.Explanations;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Counts_OfAHandWorkedCase_AreThose()
    {
        // Class 1: one found, one taken for 2, one missed. Class 2: one found twice. On background: a 2; under the score: a 1.
        ConfusionMatrix matrix = new Problem()
            .Truth(1, 0, 0).Found(1, 0.9, 0, 0)
            .Truth(1, 100, 0).Found(2, 0.8, 101, 0)
            .Truth(1, 200, 0)
            .Truth(2, 300, 0).Found(2, 0.7, 300, 0).Found(2, 0.6, 301, 0)
            .Found(2, 0.5, 400, 0).Found(1, 0.1, 500, 0)
            .Explain(new ExplanationOptions { ScoreThreshold = 0.4 }).Confusion;
        Assert.Equal([1, 2], matrix.ClassIds);
        Assert.Equal([[1, 1, 1], [0, 1, 0], [0, 2, 0]], Rows(matrix));
    }

    [Fact]
    public void Counts_TwoDetectionsOnOneObject_PreferItsOwnClass()
    {
        // The wrong class lies better and is surer, yet the object is found.
        ConfusionMatrix matrix = new Problem().Truth(1, 0, 0).Found(2, 0.9, 0, 0).Found(1, 0.5, 1, 0)
            .Explain(new ExplanationOptions { ScoreThreshold = 0 }).Confusion;
        Assert.Equal([[1, 0, 0], [0, 0, 0], [0, 1, 0]], Rows(matrix));
    }

    [Fact]
    public void Counts_WithoutAnything_AreOneEmptyCell()
    {
        ConfusionMatrix matrix = new Problem().Explain().Confusion;
        Assert.Empty(matrix.ClassIds);
        Assert.Equal(0, matrix[0, 0]);
    }

    [Fact]
    public void Counts_OfAnyProblem_AddUp() => Properties.Hold<int>(seed =>
    {
        DetectionExplanation explanation = Problem.Random(seed).Explain(new ExplanationOptions { ScoreThreshold = 0.4 });
        ConfusionMatrix matrix = explanation.Confusion;
        return explanation.Curves.All(curve =>
        {
            int i = matrix.ClassIds.ToList().IndexOf(curve.ClassId);
            ScorePoint point = curve.At(0.4);
            return matrix.RowSum(i) == curve.Objects && matrix[i, i] == point.Hits && matrix.ColumnSum(i) == point.Hits + point.FalseAlarms;
        });
    });

    [Fact]
    public void Groups_OfAnyProblem_AddUpToTheMatrix() => Properties.Hold<int>(seed =>
    {
        DetectionExplanation explanation = Problem.Random(seed).Explain(new ExplanationOptions { ScoreThreshold = 0.4 });
        ConfusionMatrix matrix = explanation.Confusion;
        int[] classes = [.. Enumerable.Range(0, matrix.Background)];
        int objects = classes.Sum(matrix.RowSum), found = classes.Sum(i => matrix[i, i]);
        int missed = classes.Sum(i => matrix[i, matrix.Background]), detections = classes.Sum(matrix.ColumnSum);
        return new[] { explanation.BySize, explanation.ByAspect }.All(groups =>
            groups.All(g => g.Found + g.WrongClass + g.Misplaced + g.Missed == g.Objects)
            && groups.Sum(g => g.Objects) == objects && groups.Sum(g => g.Found) == found
            && groups.Sum(g => g.WrongClass) == objects - found - missed
            && groups.Sum(g => g.Detections) == detections && groups.Sum(g => g.FalseAlarms) == detections - found);
    });

    private static int[][] Rows(ConfusionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Background + 1).Select(row => Enumerable.Range(0, matrix.Background + 1).Select(column => matrix[row, column]).ToArray())];
}

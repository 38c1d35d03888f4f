using FsCheck;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Core.Tests.Suppression;

public class SoftSuppressionTests
{
    // IoU of the first two is 0.5, the third lies apart.
    private static readonly BoxXyxy[] _boxes = [new(0, 0, 10, 10), new(0, 0, 10, 5), new(50, 50, 60, 60)];
    private static readonly float[] _scores = [0.9f, 0.8f, 0.7f];

    [Fact]
    public void Run_Linear_MultipliesByOneMinusIou()
    {
        (int Index, float Score)[] kept = SoftSuppression.Run(_boxes, _scores, SuppressionKind.SoftLinear, iouThreshold: 0.3);

        Assert.Equal([0, 2, 1], kept.Select(k => k.Index)); // 0.8 * (1 - 0.5) = 0.4 comes after 0.7
        Assert.Equal(0.4f, kept[2].Score, 1e-6f);
    }

    [Fact]
    public void Run_LinearUnderTheThreshold_ChangesNothing() =>
        Assert.Equal([0.9f, 0.8f, 0.7f], SoftSuppression.Run(_boxes, _scores, SuppressionKind.SoftLinear, iouThreshold: 0.5).Select(k => k.Score));

    [Fact]
    public void Run_Gaussian_MultipliesByTheExponential()
    {
        (int Index, float Score)[] kept = SoftSuppression.Run(_boxes, _scores, SuppressionKind.SoftGaussian, sigma: 0.5);

        Assert.Equal([0, 2, 1], kept.Select(k => k.Index));
        Assert.Equal(0.8f * (float)Math.Exp(-0.25 / 0.5), kept[2].Score, 1e-6f);
    }

    [Fact]
    public void Run_NoBoxesOrNoScoreOverTheThreshold_Nothing()
    {
        Assert.Empty(SoftSuppression.Run([], [], SuppressionKind.SoftLinear));
        Assert.Empty(SoftSuppression.Run(_boxes, [0, float.NaN, 0.0009f], SuppressionKind.SoftLinear));
    }

    [Fact]
    public void Run_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SoftSuppression.Run(_boxes, [1], SuppressionKind.SoftLinear));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftSuppression.Run(_boxes, _scores, SuppressionKind.Greedy));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftSuppression.Run(_boxes, _scores, SuppressionKind.SoftGaussian, sigma: 0));
    }

    [Fact]
    public void Run_AnyBoxes_ScoresNeverRiseAndComeInOrder() => Properties.Hold<NonEmptyArray<(int X, int Y, int S)>>(drawn =>
    {
        BoxXyxy[] boxes = [.. drawn.Get.Select(d => new BoxXyxy(d.X % 50, d.Y % 50, d.X % 50 + 20, d.Y % 50 + 20))];
        float[] scores = [.. drawn.Get.Select(d => Math.Abs(d.S % 100) / 100f)];
        (int Index, float Score)[] kept = SoftSuppression.Run(boxes, scores, SuppressionKind.SoftGaussian);
        return kept.All(k => k.Score <= scores[k.Index]) && kept.Zip(kept.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score)
            && kept.Select(k => k.Index).Distinct().Count() == kept.Length;
    });

    [Fact]
    public void ByOffset_TwoClasses_LeaveEachOtherAlone()
    {
        BoxXyxy[] boxes = [new(0, 0, 10, 10), new(0, 0, 10, 10), new(1, 0, 10, 10)];

        Assert.Equal([0, 1], NonMaximumSuppression.ByOffset(boxes, [0.9f, 0.8f, 0.7f], [0, 1, 0], 0.5));
        Assert.Equal(NonMaximumSuppression.PerClass(boxes, [0.9f, 0.8f, 0.7f], [0, 1, 0], 0.5), NonMaximumSuppression.ByOffset(boxes, [0.9f, 0.8f, 0.7f], [0, 1, 0], 0.5));
    }

    [Fact]
    public void Select_ClassAgnostic_TheBestOfAllClassesStays()
    {
        BoxXyxy[] boxes = [new(0, 0, 10, 10), new(1, 0, 10, 10)];
        float[] scores = [0, 0.6f, 0.1f, 0, 0.2f, 0.7f]; // background, class 0, class 1
        var options = new SelectionOptions { ClassAgnostic = true, ScoreThreshold = 0.15, IouThreshold = 0.5 };

        Detection only = Assert.Single(new DetectionSelector(options).Select(scores, 3, boxes));

        Assert.Equal(new Detection(boxes[1], 1, 0.7f), only);
    }

    [Fact]
    public void Select_MinimumSide_DropsWhatIsSmaller()
    {
        BoxXyxy[] boxes = [new(0, 0, 10, 0.5f), new(20, 0, 30, 1), new(40, 0, 40.9f, 9)];
        var options = new SelectionOptions { MinimumSide = 1 };

        Assert.Equal([boxes[1]], new DetectionSelector(options).Select([0, 0.9f, 0, 0.8f, 0, 0.7f], 2, boxes).Select(d => d.Box));
    }

    [Fact]
    public void Select_Soft_KeepsTheOverlappedWithLessScore()
    {
        var options = new SelectionOptions { Kind = SuppressionKind.SoftLinear, IouThreshold = 0.3 };

        Detection[] found = new DetectionSelector(options).Select([0, 0.9f, 0, 0.8f, 0, 0.7f], 2, _boxes);

        Assert.Equal([0.9f, 0.7f, 0.4f], found.Select(d => MathF.Round(d.Score, 5)));
    }

    [Fact]
    public void DetectionSelector_SoftAcrossClasses_IsRefused() => Assert.Throws<ArgumentException>(() =>
        new DetectionSelector(new SelectionOptions { ClassAgnostic = true, Kind = SuppressionKind.SoftLinear }));
}

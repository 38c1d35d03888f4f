using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Core.Tests.Metrics;

public class EvaluationSetBuilderTests
{
    private static readonly BoxXyxy _here = new(10, 10, 60, 60);

    [Fact]
    public void Build_Images_AreInOrderOfIdsWithTheirBoxes()
    {
        EvaluationSetBuilder builder = new([new EvaluationClass(9, "cat"), new EvaluationClass(4, "dog")]);
        builder.Add(new EvaluationImage(7, "b.jpg", 640, 480), [], [new DetectionBox(1, 2, 3, 4, 9, 0.5), new DetectionBox(5, 6, 7, 8, 4, 0.6)]);
        builder.AddImage(new EvaluationImage(3, "a.jpg"));
        builder.AddGroundTruth(7, new GroundTruthBox(1, 1, 2, 2, 9, 3.5, IsCrowd: true));
        builder.AddDetection(3, new DetectionBox(0, 0, 1, 1, 12, 1));
        builder.AddGroundTruth(3, new GroundTruthBox(2, 2, 4, 4, 4, 16, IsDifficult: true));
        EvaluationSet set = builder.Build();

        Assert.Equal([new(4, "dog"), new(9, "cat"), new(12, "12")], set.Classes);
        Assert.Equal([new(3, "a.jpg"), new(7, "b.jpg", 640, 480)], set.Images);
        Assert.Equal([0, 1, 3], set.Detections.ImageStarts.ToArray());
        Assert.Equal([2, 1, 0], set.Detections.ClassIndices.ToArray());
        Assert.Equal([1, 0.5, 0.6], set.Detections.Scores.ToArray());
        Assert.Equal([0, 1, 5], set.Detections.X.ToArray());
        Assert.Equal([1, 4, 8], set.Detections.Heights.ToArray());
        Assert.Equal([0, 1, 2], set.GroundTruth.ImageStarts.ToArray());
        Assert.Equal([16, 3.5], set.GroundTruth.Areas.ToArray());
        Assert.Equal([false, true], set.GroundTruth.IsCrowd.ToArray());
        Assert.Equal([true, false], set.GroundTruth.IsDifficult.ToArray());
    }

    [Fact]
    public void Build_Nothing_IsEmpty()
    {
        EvaluationSet set = new EvaluationSetBuilder().Build();
        Assert.Equal((0, 0, 0, 0), (set.Classes.Count, set.Images.Count, set.GroundTruth.Count, set.Detections.Count));
        Assert.Equal([0], set.Detections.ImageStarts.ToArray());
    }

    [Fact]
    public void Build_UnlistedDetections_AreSkippedAndCountedWhereAsked()
    {
        EvaluationSetBuilder builder = new([new EvaluationClass(1, "a")], skipUnlistedDetections: true);
        builder.Add(new EvaluationImage(1, ""), [], [new DetectionBox(0, 0, 1, 1, 2, 0.5), new DetectionBox(0, 0, 1, 1, 1, 0.5)]);
        Assert.Equal((1L, 1), (builder.Build().SkippedDetections, builder.Build().Detections.Count));
    }

    [Fact]
    public void AddClass_OfAClassMet_NamesIt()
    {
        EvaluationSetBuilder builder = new();
        builder.Add(1, [new AnnotatedObject(_here, 3)], []);
        builder.AddClass(new EvaluationClass(3, "cat"));
        Assert.Equal([new EvaluationClass(3, "cat")], builder.Build().Classes);
        Assert.Contains("Class 3 is listed twice", Assert.Throws<ArgumentException>(() => builder.AddClass(new EvaluationClass(3, "dog"))).Message);
    }

    [Fact]
    public void Add_BadNumbers_NamesImageAndRow()
    {
        EvaluationSetBuilder builder = new();
        Assert.Contains("Image 4, detection 1: the score NaN", Assert.Throws<ArgumentException>(
            () => builder.Add(4, [], [new(_here, 0, 0.5f), new(_here, 0, float.NaN)])).Message);
        Assert.Contains("Image 4, detection 0: the score -0.5", Assert.Throws<ArgumentException>(
            () => builder.Add(4, [], [new(_here, 0, -0.5f)])).Message);
        Assert.Contains("Image 4, ground truth 0: the box", Assert.Throws<ArgumentException>(
            () => builder.Add(4, [new(new BoxXyxy(5, 5, 4, 9), 0)], [])).Message);
        Assert.Contains("Image 4, ground truth 0: the area -1", Assert.Throws<ArgumentException>(
            () => builder.Add(4, [new(_here, 0, Area: -1)], [])).Message);
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(
            () => builder.Add(new EvaluationImage(4, ""), [], [new DetectionBox(0, 0, 1e200, 1e200, 0, 1)])).Message);
        builder.Add(4, [], []);
        Assert.Contains("Image 4 was added before", Assert.Throws<ArgumentException>(() => builder.Add(4, [], [])).Message);
        Assert.Contains("Image 5 was not added", Assert.Throws<ArgumentException>(() => builder.AddDetection(5, default)).Message);
        Assert.Single(builder.Build().Images);
    }
}

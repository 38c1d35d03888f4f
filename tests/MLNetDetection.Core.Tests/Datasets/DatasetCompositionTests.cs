using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Datasets;

public sealed class DatasetCompositionTests
{
    [Fact]
    public void Concatenate_OtherClasses_AreMatchedByName()
    {
        DetectionDataset both = DatasetComposition.Concatenate(Set(["a", "b"], [0], [1]), Set(["b", "c"], [0, 1], []));
        Assert.Equal(["a", "b", "c"], both.ClassNames);
        Assert.Equal(["0", "1", "1 2", ""], both.Images.Select(Ids));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetComposition.Concatenate());
    }

    [Fact]
    public void Repeat_Twice_ComesTwice()
    {
        Assert.Equal(["0", "1", "0", "1"], Set(["a", "b"], [0], [1]).Repeat(2).Images.Select(Ids));
        Assert.Throws<ArgumentOutOfRangeException>(() => Set(["a"], [0]).Repeat(0));
    }

    [Fact]
    public void WithClasses_Subset_RenumbersAndKeepsNegatives()
    {
        DetectionDataset set = Set(["a", "b", "c"], [0, 2], [1], [], [2]);
        Assert.Equal(["1 0", "", "0"], set.WithClasses(["c", "a"]).Images.Select(Ids));
        Assert.Equal(["1 0", "", "", "0"], set.WithClasses(["c", "a"], keepEmptied: true).Images.Select(Ids));
        Assert.Contains("no class x; it has a, b, c", Assert.Throws<ArgumentException>(() => set.WithClasses(["x"])).Message);
        Assert.Throws<ArgumentException>(() => set.WithClasses(["a", "a"]));
    }

    [Fact]
    public void RenameClasses_TwoToOne_Merges()
    {
        DetectionDataset set = Set(["car", "truck", "dog"], [0, 1, 2]).RenameClasses(new Dictionary<string, string> { ["truck"] = "vehicle", ["car"] = "vehicle" });
        Assert.Equal(["vehicle", "dog"], set.ClassNames);
        Assert.Equal("0 0 1", Ids(set.Images[0]));
        Assert.Throws<ArgumentException>(() => set.RenameClasses(new Dictionary<string, string> { ["cat"] = "x" }));
    }

    [Fact]
    public void CapPerClass_AnySet_HoldsTheCap()
    {
        DetectionDataset set = Random(7, 200);
        DetectionDataset capped = set.CapPerClass(12, 3);
        Assert.All(Enumerable.Range(0, 3), id => Assert.InRange(capped.Images.Count(image => image.Objects.Any(item => item.ClassId == id)), 1, 12));
        Assert.Equal(set.Images.Count(image => image.Objects.Count == 0), capped.Images.Count(image => image.Objects.Count == 0));
        Assert.Equal(capped.Images.Select(image => image.Path), set.CapPerClass(12, 3).Images.Select(image => image.Path));
        Assert.NotEqual(capped.Images.Select(image => image.Path), set.CapPerClass(12, 4).Images.Select(image => image.Path));
    }

    [Fact]
    public void SampleBalanced_RareClass_ComesAsOftenAsTheOthers()
    {
        DetectionDataset set = Set(["a", "b", "c"], [.. Enumerable.Repeat<int[]>([0], 95), [1], [1], [1], [1], []]);
        DetectionDataset drawn = set.SampleBalanced(1000, 5);
        Assert.Equal(1000, drawn.Images.Count);
        Assert.InRange(drawn.Images.Count(image => Ids(image) == "1"), 430, 570);
        Assert.DoesNotContain(drawn.Images, image => image.Objects.Count == 0);

        // Dealt like cards: none of the rare images comes much oftener than the others.
        int[] times = [.. drawn.Images.Where(image => Ids(image) == "1").GroupBy(image => image.Path).Select(group => group.Count())];
        Assert.InRange(times.Max() - times.Min(), 0, 1);
        Assert.Throws<InvalidOperationException>(() => Set(["a"], []).SampleBalanced(3));
    }

    [Fact]
    public void Split_AnySet_SharesEveryClassAndKeepsGroupsTogether()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            DetectionDataset set = Random(seed, 300);
            int[] groups = [.. Enumerable.Range(0, 300).Select(i => i / 3)];
            DetectionDataset split = set.Split([("train", 8), ("val", 2)], seed, groups);
            Assert.Equal(set.Images.Select(image => image.Path), split.Images.Select(image => image.Path));
            Assert.All(Enumerable.Range(0, 100), group => Assert.Single(split.Images.Skip(3 * group).Take(3).Select(image => image.Split).Distinct()));
            Assert.InRange(split.OfSplit("val").Images.Count, 50, 70);
            for (int id = 0; id < 3; id++)
            {
                double all = Holding(set, id), val = Holding(split.OfSplit("val"), id);
                Assert.InRange(val / all, 0.2 - (2.5 / Math.Max(4, all)) - 0.03, 0.2 + (2.5 / Math.Max(4, all)) + 0.03);
            }
        }
    }

    [Fact]
    public void Split_SameSeed_IsTheSameDivision()
    {
        DetectionDataset set = Random(1, 100);
        string?[] Parts(long seed) => [.. set.Split([("a", 0.5), ("b", 0.5)], seed).Images.Select(image => image.Split)];
        Assert.Equal(Parts(1), Parts(1));
        Assert.NotEqual(Parts(1), Parts(2));
        Assert.Throws<ArgumentException>(() => set.Split([("a", 0.5), ("a", 0.5)]));
        Assert.Throws<ArgumentException>(() => set.Split([("a", -1)]));
        Assert.Throws<ArgumentException>(() => set.Split([("a", 1)], 1, [1, 2]));
    }

    [Fact]
    public void KFold_AnySet_TestsEachImageOnce()
    {
        DetectionDataset set = Random(2, 103);
        var folds = set.KFold(5);
        Assert.Equal(set.Images.Select(image => image.Path).Order(), folds.SelectMany(fold => fold.Test.Images).Select(image => image.Path).Order());
        Assert.All(folds, fold => Assert.Empty(fold.Train.Images.Select(image => image.Path).Intersect(fold.Test.Images.Select(image => image.Path))));
        Assert.All(folds, fold => Assert.InRange(fold.Test.Images.Count, 18, 24));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.KFold(1));
    }

    private static int Holding(DetectionDataset set, int id) => set.Images.Count(image => image.Objects.Any(item => item.ClassId == id));

    private static string Ids(AnnotatedImage image) => string.Join(' ', image.Objects.Select(item => item.ClassId));

    private static DetectionDataset Set(string[] names, params int[][] ids) => new(
        "/set", names, [.. ids.Select((objects, i) => new AnnotatedImage($"/set/{i}.jpg", 10, 10, [.. objects.Select(id => new AnnotatedObject(new BoxXyxy(1, 1, 5, 5), id))]))], []);

    private static DetectionDataset Random(int seed, int count)
    {
        RandomStream random = new(seed);
        int[][] ids = new int[count][];
        for (int i = 0; i < count; i++)
        {
            List<int> held = random.NextBool(0.1) ? [] : [0];
            held.AddRange(random.NextBool(0.3) ? [1] : []);
            held.AddRange(random.NextBool(0.1) ? [2] : []);
            ids[i] = [.. held];
        }

        return Set(["common", "some", "rare"], ids);
    }
}

using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Core.Tests.Suppression;

public class DetectionSelectorTests
{
    private static readonly BoxXyxy[] _boxes = [new(0, 0, 10, 10), new(1, 0, 11, 10), new(40, 40, 60, 60)];

    // Background and two classes.
    private static readonly float[] _scores =
    [
        0.1f, 0.6f, 0.3f,
        0.1f, 0.7f, 0.2f,
        0.9f, 0.005f, 0.095f,
    ];

    [Fact]
    public void Select_HandWorked_SuppressesWithinAClassOnly()
    {
        Detection[] found = new DetectionSelector(new SelectionOptions()).Select(_scores, 3, _boxes);
        Assert.Equal(
            [
                new Detection(_boxes[1], 0, 0.7f),
                new Detection(_boxes[0], 1, 0.3f),
                new Detection(_boxes[2], 1, 0.095f),
            ],
            found);
    }

    [Fact]
    public void Select_NoBackgroundColumn_UsesAllColumns()
    {
        Detection[] found = new DetectionSelector(new SelectionOptions { ScoreThreshold = 0.65 }).Select(_scores, 3, _boxes, 0);
        Assert.Equal([new Detection(_boxes[2], 0, 0.9f), new Detection(_boxes[1], 1, 0.7f)], found);
    }

    [Fact]
    public void Select_ScoreAtTheThreshold_IsDropped()
    {
        DetectionSelector selector = new(new SelectionOptions { ScoreThreshold = 0.6f, IouThreshold = 1 });
        Assert.Equal([0.7f], selector.Select(_scores, 3, _boxes).Select(d => d.Score));

        // 0.6 in float64 is a little less than in float32, so there the score is above it.
        selector = new(new SelectionOptions { ScoreThreshold = 0.6, IouThreshold = 1 });
        Assert.Equal([0.7f, 0.6f], selector.Select(_scores, 3, _boxes).Select(d => d.Score));
    }

    [Fact]
    public void Select_Limits_KeepTheBest()
    {
        DetectionSelector one = new(new SelectionOptions { MaximumDetections = 1 });
        Assert.Equal([new Detection(_boxes[1], 0, 0.7f)], one.Select(_scores, 3, _boxes));
        DetectionSelector candidate = new(new SelectionOptions { CandidatesPerClass = 1 });
        Assert.Equal([0.7f, 0.3f], candidate.Select(_scores, 3, _boxes).Select(d => d.Score));
    }

    [Fact]
    public void Select_Empty_IsEmpty()
    {
        DetectionSelector selector = new(new SelectionOptions());
        Assert.Empty(selector.Select([], 3, []));
        Assert.Empty(selector.Select([0, 0, 0], 3, [default]));
        Assert.Empty(selector.Select([float.NaN, float.NaN, float.NaN], 3, [default]));
        Assert.Empty(selector.Select([1f], 1, [default]));
    }

    [Fact]
    public void Select_ManyBoxes_EqualsThePlainSteps()
    {
        Random random = new(11);
        DetectionSelector selector = new(new SelectionOptions { CandidatesPerClass = 40, MaximumDetections = 60 });
        for (int round = 0; round < 20; round++)
        {
            int count = random.Next(1, 400), columns = random.Next(2, 8);
            BoxXyxy[] boxes = [.. Enumerable.Range(0, count).Select(_ => RandomBox(random))];
            float[] scores = [.. Enumerable.Range(0, count * columns).Select(_ => random.Next(100) / 100f)];
            List<Detection> wanted = [];
            for (int column = 1; column < columns; column++)
            {
                int[] best = [.. Enumerable.Range(0, count).Where(i => scores[(i * columns) + column] > 0.01f)
                    .OrderByDescending(i => scores[(i * columns) + column]).Take(40)];
                float[] own = [.. best.Select(i => scores[(i * columns) + column])];
                int[] kept = NonMaximumSuppression.Run([.. best.Select(i => boxes[i])], own, 0.45);
                wanted.AddRange(kept.Select(k => new Detection(boxes[best[k]], column - 1, own[k])));
            }

            Assert.Equal(wanted.OrderByDescending(d => d.Score).Take(60), selector.Select(scores, columns, boxes));
        }
    }

    [Fact]
    public void Select_BadArguments_AreRefused()
    {
        DetectionSelector selector = new(new SelectionOptions());
        Assert.Contains("take 9 scores, not 8", Assert.Throws<ArgumentException>(() => selector.Select(_scores.AsSpan(1), 3, _boxes)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelectionOptions { ScoreThreshold = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelectionOptions { IouThreshold = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelectionOptions { CandidatesPerClass = 0 });
    }

    private static BoxXyxy RandomBox(Random random)
    {
        float x = random.Next(100), y = random.Next(100);
        return new(x, y, x + random.Next(1, 50), y + random.Next(1, 50));
    }
}

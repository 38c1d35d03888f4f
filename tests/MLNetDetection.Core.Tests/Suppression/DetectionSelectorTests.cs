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

    // Thousands of candidates, so that the best ones run out and the next are looked for; once with nothing but equal scores.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 12)]
    [InlineData(true, 0)]
    [InlineData(true, 12)]
    public void Select_Logits_EqualThePlainSteps(bool acrossClasses, double minimumSide)
    {
        Random random = new(12);
        const int Count = 700, Columns = 11;
        foreach (int range in (int[])[1, 200])
        {
            float[] logits = [.. Enumerable.Range(0, Count * Columns).Select(_ => random.Next(range) * 6f / range)];
            BoxXyxy[] boxes = [.. Enumerable.Range(0, Count).Select(_ => RandomBox(random))];
            SelectionOptions options = new()
            {
                ScoreThreshold = 0.02, IouThreshold = 0.3, CandidatesPerClass = 150, MaximumDetections = 200, ClassAgnostic = acrossClasses, MinimumSide = minimumSide,
                ClassThresholds = [.. Enumerable.Range(0, Columns - 1).Select(i => 0.02 * i)],
            };
            double[] probabilities = [.. Enumerable.Range(0, Count).SelectMany(i => Softmax(logits.AsSpan(i * Columns, Columns)))];

            Detection[] found = new DetectionSelector(options).Select(logits, ScoreKind.SoftmaxLogit, Columns, new Listed(boxes));

            Detection[] wanted = Plainly(probabilities, boxes, Columns, options);
            // Scores that differ in their last bit only may change places.
            Assert.Equal(wanted.Select(d => (d.Box, d.ClassId)).ToHashSet(), found.Select(d => (d.Box, d.ClassId)).ToHashSet());
            Assert.All(wanted.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 2e-6f));
        }
    }

    [Fact]
    public void Select_SigmoidLogits_IgnoreTheFirstColumn()
    {
        Detection[] found = new DetectionSelector(new SelectionOptions { ScoreThreshold = 0.5, IouThreshold = 1 }).Select(
            [50, 0.1f, -3, float.NaN, -0.1f, 2, -50, float.NaN, 1], ScoreKind.SigmoidLogit, 3, new Listed(_boxes));

        Assert.Equal([(_boxes[1], 1), (_boxes[2], 1), (_boxes[0], 0)], found.Select(d => (d.Box, d.ClassId)));
        Assert.Equal([1 / (1 + Math.Exp(-2)), 1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(-0.1))], found.Select(d => (double)d.Score), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Select_LogitsWithoutNumber_AreNoCandidates()
    {
        DetectionSelector selector = new(new SelectionOptions { ScoreThreshold = 0 });
        float inf = float.PositiveInfinity, nan = float.NaN;

        Assert.Empty(selector.Select([nan, 1, 2, 0, nan, 5, inf, inf, 3], ScoreKind.SoftmaxLogit, 3, new Listed(_boxes)));
        Assert.Equal([0.5f, 0.5f], selector.Select([-inf, 4, 4, -inf, -inf, -inf], ScoreKind.SoftmaxLogit, 3, new Listed(_boxes[..2])).Select(d => d.Score));
    }

    [Fact]
    public void Select_ClassThresholds_AreEachClassesOwn()
    {
        DetectionSelector selector = new(new SelectionOptions { ClassThresholds = [0.65, 0.25], IouThreshold = 1 });

        Assert.Equal([0.7f, 0.3f], selector.Select(_scores, 3, _boxes).Select(d => d.Score));
        Assert.Throws<ArgumentException>(() => selector.Select(_scores.AsSpan(0, 6), 2, _boxes));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelectionOptions { ClassThresholds = [0.1, 1] });
    }

    private static double[] Softmax(ReadOnlySpan<float> logits)
    {
        double[] powers = [.. logits.ToArray().Select(l => Math.Exp(l))];
        double sum = powers.Sum();
        return [.. powers.Select(p => p / sum)];
    }

    private static Detection[] Plainly(double[] probabilities, BoxXyxy[] boxes, int columns, SelectionOptions options)
    {
        var candidates = new List<(float Score, int Box, int Class)>();
        for (int classId = 0; classId < columns - 1; classId++)
        {
            candidates.AddRange(Enumerable.Range(0, boxes.Length)
                .Where(i => probabilities[(i * columns) + classId + 1] > options.ClassThresholds[classId] && Math.Min(boxes[i].Width, boxes[i].Height) >= options.MinimumSide)
                .Select(i => ((float)probabilities[(i * columns) + classId + 1], i, classId)).OrderByDescending(c => c.Item1).Take(options.CandidatesPerClass));
        }

        var ordered = candidates.OrderByDescending(c => c.Score);
        var kept = new List<Detection>();
        foreach ((float score, int box, int classId) in options.ClassAgnostic ? ordered.ThenBy(c => c.Box).ThenBy(c => c.Class) : ordered.ThenBy(c => c.Class).ThenBy(c => c.Box))
        {
            if (kept.Count < options.MaximumDetections
                && !kept.Any(k => (options.ClassAgnostic || k.ClassId == classId) && k.Box.IntersectionOverUnion(boxes[box]) > options.IouThreshold))
            {
                kept.Add(new Detection(boxes[box], classId, score));
            }
        }

        return [.. kept];
    }

    private sealed class Listed(BoxXyxy[] boxes) : IBoxSource
    {
        public int Count => boxes.Length;

        public BoxXyxy this[int index] => boxes[index];
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

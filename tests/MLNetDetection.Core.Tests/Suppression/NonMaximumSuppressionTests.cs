using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Suppression;

public class NonMaximumSuppressionTests
{
    public sealed record Case(double IouThreshold, float[] Boxes, float[] Scores, int[] Classes, int[] Kept, int[] KeptPerClass);

    [Fact]
    public void Run_TorchvisionProblems_KeepsTheSameBoxes()
    {
        Case[] cases = GoldenFile.Read<Case[]>("nms.json");
        Assert.Equal(9, cases.Length);
        foreach (Case item in cases)
        {
            BoxXyxy[] boxes = [.. item.Boxes.Chunk(4).Select(b => new BoxXyxy(b[0], b[1], b[2], b[3]))];
            Assert.Equal(item.Kept, NonMaximumSuppression.Run(boxes, item.Scores, item.IouThreshold));
            int[] perClass = NonMaximumSuppression.PerClass(boxes, item.Scores, item.Classes, item.IouThreshold);

            // torchvision does not say in which order it leaves equal scores of different classes.
            Assert.Equal(item.KeptPerClass.Order(), perClass.Order());
            Assert.Equal(perClass.OrderByDescending(i => item.Scores[i]).ThenBy(i => i), perClass);
        }
    }

    [Fact]
    public void Run_OverlapAtTheThreshold_Stays()
    {
        // Two 2x1 boxes that share 1 of 3 square pixels.
        BoxXyxy[] boxes = [new(0, 0, 2, 1), new(1, 0, 3, 1)];
        Assert.Equal([1, 0], NonMaximumSuppression.Run(boxes, [0.5f, 0.6f], 1f / 3));
        Assert.Equal([1], NonMaximumSuppression.Run(boxes, [0.5f, 0.6f], 0.333));
    }

    [Fact]
    public void Run_EqualScores_KeepsTheFirst()
    {
        BoxXyxy[] boxes = [new(0, 0, 10, 10), new(0, 0, 10, 10), new(50, 0, 60, 10)];
        Assert.Equal([0, 2], NonMaximumSuppression.Run(boxes, [0.5f, 0.5f, 0.5f], 0.5));
    }

    [Fact]
    public void Run_RemovedBox_RemovesNothing()
    {
        // The middle box falls to the first, so the third, which only the middle one overlaps, stays.
        BoxXyxy[] boxes = [new(0, 0, 10, 10), new(4, 0, 14, 10), new(8, 0, 18, 10)];
        Assert.Equal([0, 2], NonMaximumSuppression.Run(boxes, [0.9f, 0.8f, 0.7f], 0.4));
    }

    [Fact]
    public void Run_OddScores_RankNegativeThenNaNLast()
    {
        BoxXyxy[] boxes = [.. Enumerable.Range(0, 6).Select(i => new BoxXyxy(i * 20, 0, (i * 20) + 10, 10))];
        float[] scores = [float.NaN, -2, 3, -0f, 0, float.NegativeInfinity];
        Assert.Equal([2, 3, 4, 1, 5, 0], NonMaximumSuppression.Run(boxes, scores, 0.5));
    }

    [Fact]
    public void Run_Empty_IsEmpty()
    {
        Assert.Empty(NonMaximumSuppression.Run([], [], 0.5));
        Assert.Empty(NonMaximumSuppression.PerClass([], [], [], 0.5));
    }

    [Fact]
    public void Run_BoxesWithoutArea_Stay()
    {
        BoxXyxy[] boxes = [new(5, 5, 5, 5), new(5, 5, 5, 5), new(0, 0, 10, 10)];
        Assert.Equal([0, 1, 2], NonMaximumSuppression.Run(boxes, [3, 2, 1], 0));
    }

    [Fact]
    public void Run_AnyBoxes_EqualsThePlainLoop() => Properties.Hold<int[]>(numbers =>
    {
        BoxXyxy[] boxes = [.. numbers.Chunk(3).Where(c => c.Length == 3).Select(c => Box(c[0], c[1]))];
        float[] scores = [.. numbers.Chunk(3).Where(c => c.Length == 3).Select(c => c[2] % 5 / 5f)];
        int[] kept = NonMaximumSuppression.Run(boxes, scores, 0.4);
        List<int> wanted = [];
        foreach (int i in Enumerable.Range(0, boxes.Length).OrderByDescending(i => scores[i]))
        {
            if (wanted.All(j => boxes[i].IntersectionOverUnion(boxes[j]) <= 0.4f))
            {
                wanted.Add(i);
            }
        }

        return kept.SequenceEqual(wanted);
    });

    [Fact]
    public void Run_AnyBoxes_WhatStaysOverlapsLittleAndStaysAgain() => Properties.Hold<int[]>(numbers =>
    {
        (BoxXyxy[] boxes, float[] scores) = Distinct(numbers);
        BoxXyxy[] kept = [.. NonMaximumSuppression.Run(boxes, scores, 0.4).Select(i => boxes[i])];
        float[] keptScores = [.. NonMaximumSuppression.Run(boxes, scores, 0.4).Select(i => scores[i])];
        return kept.SelectMany((a, i) => kept.Skip(i + 1).Select(b => a.IntersectionOverUnion(b))).All(iou => iou <= 0.4f)
            && NonMaximumSuppression.Run(kept, keptScores, 0.4).SequenceEqual(Enumerable.Range(0, kept.Length));
    });

    [Fact]
    public void Run_OtherOrderOfTheBoxes_KeepsTheSame() => Properties.Hold<(int[] Numbers, int Seed)>(drawn =>
    {
        (BoxXyxy[] boxes, float[] scores) = Distinct(drawn.Numbers);
        int[] order = [.. Enumerable.Range(0, boxes.Length)];
        new Random(drawn.Seed).Shuffle(order);
        int[] kept = NonMaximumSuppression.Run([.. order.Select(i => boxes[i])], [.. order.Select(i => scores[i])], 0.4);
        return kept.Select(i => order[i]).SequenceEqual(NonMaximumSuppression.Run(boxes, scores, 0.4));
    });

    [Fact]
    public void Run_BadArguments_AreRefused()
    {
        Assert.Contains("1 boxes, but 0 scores", Assert.Throws<ArgumentException>(() => NonMaximumSuppression.Run([default], [], 0.5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => NonMaximumSuppression.Run([], [], double.NaN));
        Assert.Throws<ArgumentException>(() => NonMaximumSuppression.PerClass([default], [1], [], 0.5));
    }

    // No two scores are equal: those keep the order of the input, whatever that is.
    private static (BoxXyxy[] Boxes, float[] Scores) Distinct(int[] numbers)
    {
        BoxXyxy[] boxes = [.. numbers.Zip(numbers.Skip(1), Box)];
        return (boxes, [.. boxes.Select((_, i) => ((i * 7919) + 1) % 10007 / 10007f)]);
    }

    private static BoxXyxy Box(int a, int b)
    {
        int x = Math.Abs(a % 40), y = Math.Abs(b % 40);
        return new(x, y, x + 10 + Math.Abs(b % 7), y + 10 + Math.Abs(a % 11));
    }
}

using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Tests.Augmentation;

public class RandomStreamTests
{
    [Fact]
    public void NextBits_GivenKeys_AreTheseNumbersForever()
    {
        // Written down once: a change here would change every trained model.
        RandomStream stream = new(42, 3, 7);
        ulong[] found = [stream.NextBits(), stream.NextBits(), stream.NextBits()];
        Assert.Equal(Pinned, found);
    }

    private static ulong[] Pinned => [10083934235910733143, 8931358914410702835, 18387169113920670541];

    [Fact]
    public void Constructor_ExchangedKeys_GiveOtherStreams()
    {
        HashSet<ulong> first = [];
        for (int seed = -3; seed < 10; seed++)
        {
            for (int epoch = -3; epoch < 10; epoch++)
            {
                for (int index = -3; index < 10; index++)
                {
                    Assert.True(first.Add(new RandomStream(seed, epoch, index).NextBits()));
                }
            }
        }
    }

    [Fact]
    public void NextInt_AnyRange_StaysInside() => Properties.Hold<(int Seed, int A, int B)>(keys =>
    {
        (int seed, int a, int b) = keys;
        int low = Math.Min(a, b), high = Math.Max(a, b) == low ? low + 1 : Math.Max(a, b);
        RandomStream stream = new(seed);
        int value = stream.NextInt(low, high);
        double real = stream.NextDouble(low, high);
        return value >= low && value < high && real >= low && real < high;
    });

    [Fact]
    public void NextInt_WidestRange_DoesNotOverflow()
    {
        RandomStream stream = new(1);
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(stream.NextInt(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue - 1);
        }
    }

    [Fact]
    public void NextDouble_ManyDraws_AreUniform()
    {
        RandomStream stream = new(9);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[(int)(stream.NextDouble() * 10)]++;
        }

        // 10,000 each with a standard deviation of 95: five of them hold for a fixed seed with room to spare.
        Assert.All(counts, count => Assert.InRange(count, 9_525, 10_475));
    }

    [Fact]
    public void Shuffle_AnyLength_KeepsTheItems()
    {
        RandomStream stream = new(5);
        foreach (int length in new[] { 0, 1, 2, 100 })
        {
            int[] items = [.. Enumerable.Range(0, length)];
            stream.Shuffle<int>(items);
            Assert.Equal(Enumerable.Range(0, length), items.Order());
        }
    }

    [Fact]
    public void Draws_BadRanges_AreRefused()
    {
        RandomStream stream = new(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextDouble(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextDouble(0, double.PositiveInfinity));
    }
}

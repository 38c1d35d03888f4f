using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Sampling;

namespace MLNetDetection.Torch.Tests.Sampling;

public class AnchorSamplerTests
{
    public static TheoryData<IAnchorSampler> Samplers => [new RandomSampler(20, 0.5), new InstanceBalancedSampler(20, 0.5), new IouBalancedSampler(20, 0.5), new CombinedSampler(20, 0.5)];

    // 60 anchors of object 0, 6 of object 1, 200 of background whose IoUs rise to 0.49, 10 that do not count.
    private static (int[] Matches, float[] Ious) Matched()
    {
        int[] matches = [.. Enumerable.Repeat(0, 60), .. Enumerable.Repeat(1, 6), .. Enumerable.Repeat(-1, 200), .. Enumerable.Repeat(-2, 10)];
        return (matches, [.. matches.Select((m, i) => m >= 0 ? 0.7f : m == -1 ? 0.49f * (i - 66) * (i - 66) / (199f * 199f) : 0.45f)]);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_ManyAnchors_GivesTheNumbersAskedFor(IAnchorSampler sampler)
    {
        (int[] matches, float[] ious) = Matched();
        int[] before = [.. matches];
        var random = new RandomStream(1);

        sampler.Sample(matches, ious, ref random);

        Assert.Equal(10, matches.Count(m => m >= 0));
        Assert.Equal(10, matches.Count(m => m == AnchorMatcher.Background));
        Assert.All(matches.Zip(before), pair => Assert.True(pair.First == pair.Second || pair.First == AnchorMatcher.NotCounted));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_FewPositives_NegativesFillUp(IAnchorSampler sampler)
    {
        int[] matches = [0, 1, .. Enumerable.Repeat(-1, 100)];
        var random = new RandomStream(1);

        sampler.Sample(matches, new float[102], ref random);

        Assert.Equal([0, 1], matches[..2]);
        Assert.Equal(18, matches.Count(m => m == AnchorMatcher.Background));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Sample_NothingOrOneAnchor_IsLeft(IAnchorSampler sampler)
    {
        var random = new RandomStream(1);
        sampler.Sample([], [], ref random);
        int[] one = [-1];
        sampler.Sample(one, new float[1], ref random);

        Assert.Equal([-1], one);
    }

    [Fact]
    public void Sample_InstanceBalanced_BothObjectsAreSeen()
    {
        (int[] matches, float[] ious) = Matched();
        var random = new RandomStream(3);

        new InstanceBalancedSampler(20, 0.5).Sample(matches, ious, ref random);

        Assert.InRange(matches.Count(m => m == 1), 4, 6); // half of ten, but for the rounding up of each object's share
    }

    [Fact]
    public void Sample_IouBalanced_EachThirdOfTheRangeIsSeen()
    {
        (int[] matches, float[] ious) = Matched();
        var random = new RandomStream(3);

        new IouBalancedSampler(40, 0.25).Sample(matches, ious, ref random);

        float[] taken = [.. matches.Select((m, i) => (m, i)).Where(p => p.m == AnchorMatcher.Background).Select(p => ious[p.i])];
        Assert.Equal(30, taken.Length);
        Assert.True(taken.Count(iou => iou > 0.49f * 2 / 3) >= 10);
    }

    [Fact]
    public void Constructors_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSampler(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CombinedSampler(10, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IouBalancedSampler(bins: 0));
    }
}

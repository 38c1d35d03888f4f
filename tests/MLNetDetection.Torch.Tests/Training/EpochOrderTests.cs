using FsCheck;
using FsCheck.Xunit;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public class EpochOrderTests
{
    [Property]
    public bool Shuffle_AnySize_HoldsEveryImageOnceInEvenBatches(PositiveInt images, PositiveInt batch, int seed, PositiveInt epoch)
    {
        int count = images.Get + 1;

        int[][] batches = EpochOrder.Shuffle(count, batch.Get, seed, epoch.Get);

        Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(b => b).Order());
        Assert.Equal(EpochOrder.Batches(count, batch.Get), batches.Length);
        Assert.True(batches.Max(b => b.Length) <= batch.Get);
        Assert.True(batches.Max(b => b.Length) - batches.Min(b => b.Length) <= 1);
        return true;
    }

    [Fact]
    public void Shuffle_OneImage_IsGivenTwice() => Assert.Equal([[0, 0]], EpochOrder.Shuffle(1, 16, 0, 0));

    [Fact]
    public void Shuffle_OtherEpochOrSeed_IsAnotherOrder()
    {
        int[] first = EpochOrder.Shuffle(50, 50, 1, 0)[0];

        Assert.Equal(first, EpochOrder.Shuffle(50, 50, 1, 0)[0]);
        Assert.NotEqual(first, EpochOrder.Shuffle(50, 50, 1, 1)[0]);
        Assert.NotEqual(first, EpochOrder.Shuffle(50, 50, 2, 0)[0]);
    }
}

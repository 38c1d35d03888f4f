using FsCheck;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public class EpochOrderTests
{
    [Fact]
    public void Shuffle_AnySize_HoldsEveryImageOnceInEvenBatches() => Properties.Hold<(PositiveInt Images, PositiveInt Batch, int Seed)>(drawn =>
    {
        int count = drawn.Images.Get + 1, batch = drawn.Batch.Get;
        int[][] batches = EpochOrder.Shuffle(count, batch, drawn.Seed, epoch: 3);

        Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(b => b).Order());
        Assert.Equal(EpochOrder.Batches(count, batch), batches.Length);
        Assert.True(batches.Max(b => b.Length) <= batch);
        Assert.True(batches.Max(b => b.Length) - batches.Min(b => b.Length) <= 1);
        return true;
    });

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

using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class DisposeScopeTests
{
    [Fact]
    public void Scope_Disposed_DisposesWhatWasMadeInIt()
    {
        Tensor inner;
        using (NewDisposeScope())
        {
            inner = zeros(1);
        }

        Assert.True(inner.IsInvalid);
    }

    [Fact]
    public void MoveToOuter_FromTheInnerScope_OutlivesIt()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = zeros(1).MoveToOuterDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        Assert.Equal(1, outer.DisposablesCount);
        outer.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void MoveToOuter_WithoutAnOuterScope_BelongsToTheCaller()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = zeros(1).MoveToOuterDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Statistics_OfOneThread_CountMadeAndDisposed()
    {
        ThreadDisposeScopeStatistics counts = DisposeScopeManager.Statistics;
        counts.Reset();

        using (NewDisposeScope())
        {
            using Tensor byHand = zeros(1);
            Tensor byScope = byHand + 1;
            zeros(1).DetachFromDisposeScope().Dispose();
            Assert.Equal(2, counts.ThreadTotalLiveCount);
        }

        zeros(1).Dispose();
        Assert.Equal(0, counts.ThreadTotalLiveCount);
        Assert.Equal(3, counts.CreatedInScopeCount);
        Assert.Equal(2, counts.DisposedInScopeCount);
        Assert.Equal(1, counts.CreatedOutsideScopeCount);
        Assert.Equal(2, counts.DisposedOutsideScopeCount);
        Assert.Equal(1, counts.DetachedFromScopeCount);
    }

    [Fact]
    public void Scope_OfOneThread_DoesNotOwnAnotherThreadsTensors()
    {
        Tensor? elsewhere = null;
        using (NewDisposeScope())
        {
            var thread = new Thread(() => elsewhere = zeros(1));
            thread.Start();
            thread.Join();
        }

        Assert.False(elsewhere!.IsInvalid);
        elsewhere.Dispose();
    }

    [Fact]
    public void TotalCount_AfterManyScopes_IsWhatItWas()
    {
        long before = Tensor.TotalCount;
        for (int i = 0; i < 100; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            _ = (ones(8) * 2 + 1).sum();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }
}

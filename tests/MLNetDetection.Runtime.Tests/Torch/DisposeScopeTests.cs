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
    public void Statistics_OfTensors_AreTheThreadsAndSumUp()
    {
        LifetimeStatistics counts = DisposeScopeManager.Statistics.TensorStatistics;
        counts.Reset();

        using (NewDisposeScope())
        {
            _ = zeros(1) + 1;
            Assert.Equal((2, 0, 2), (counts.CreatedInScopeCount, counts.CreatedOutsideScopeCount, counts.ThreadTotalLiveCount));
        }

        Assert.Equal((2, 0, 0), (counts.DisposedInScopeCount, counts.DisposedOutsideScopeCount, counts.ThreadTotalLiveCount));
        Assert.Equal((0, 0), (counts.DetachedFromScopeCount, counts.AttachedToScopeCount));
    }

    [Fact]
    public void Parameter_MadeOfAScopesTensor_TakesItsPlace()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor data = ones(1);

        var weight = new TorchSharp.Modules.Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        scope.Dispose();
        Assert.True(weight.IsInvalid);
    }

    [Fact]
    public void Scope_Disposed_CanNotBeAsked()
    {
        DisposeScope scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();

        Assert.Throws<ObjectDisposedException>(() => scope.DisposablesCount);
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

namespace MLNetDetection.Torch.Inference;

/// <summary>A prepared network that is freed when all who took it, and its maker, gave it back.</summary>
internal sealed class PreparedLease(IPreparedNetwork network) : IDisposable
{
    private int _users = 1;

    public IPreparedNetwork Network => network;

    /// <summary>One more user.</summary>
    public void Take() => Interlocked.Increment(ref _users);

    /// <summary>One user less.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            network.Dispose();
        }
    }
}

namespace MLNetDetection.Benchmarks;

/// <summary>Work that a peer does too.</summary>
public interface IComparisonBenchmark
{
    /// <summary>What --filter matches.</summary>
    string Name { get; }

    /// <summary>True where it takes minutes and runs only when --filter names it.</summary>
    bool IsLong { get; }

    /// <summary>Runs both sides; throws <see cref="PeerMissingException"/> where the peer is not on this machine.</summary>
    IEnumerable<Comparison> Run();
}

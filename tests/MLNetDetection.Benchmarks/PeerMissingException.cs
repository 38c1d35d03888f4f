namespace MLNetDetection.Benchmarks;

/// <summary>The peer, or the data for both, is not on this machine.</summary>
internal sealed class PeerMissingException(string message) : Exception(message);

using System.Text.Json;

namespace MLNetDetection.Benchmarks;

/// <summary>One figure of ours beside a peer's of the same work, taken in the same run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The peer's.</param>
/// <param name="Unit">Of both.</param>
/// <param name="PeerName">Who the peer is.</param>
public sealed record Comparison(string Name, double Ours, double Peer, string Unit, string PeerName)
{
    public string Row => FormattableString.Invariant($"| {Name} | {Ours:0.###} | {Peer:0.###} | {Ours / Peer:0.000} | {Unit} | {PeerName} |");

    public string Json => JsonSerializer.Serialize(new { name = Name, ours = Ours, peer = Peer, ratio = Ours / Peer, unit = Unit });
}

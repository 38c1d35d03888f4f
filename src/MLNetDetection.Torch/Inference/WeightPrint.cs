using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Inference;

/// <summary>
/// Some bytes of each of a network's tensors, to see whether its weights changed since. Training, loading and averaging change whole tensors;
/// a single number changed by hand may be missed, which <see cref="Detectors.SsdDetector.Refresh"/> is for.
/// </summary>
internal sealed unsafe class WeightPrint : IDisposable
{
    private const int Samples = 16;

    private readonly Tensor[] _tensors;
    private readonly (nint Address, long Words)[] _places;
    private readonly ulong _print;

    /// <param name="network">On the CPU.</param>
    public WeightPrint(nn.Module network)
    {
        using IDisposable quiet = no_grad();
        _tensors = [.. network.parameters().Concat(network.buffers()).Select(Shared)];
        _places = [.. _tensors.Select(Place)];
        _print = Compute();
    }

    public bool Changed() => Compute() != _print;

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors)
        {
            tensor.Dispose();
        }
    }

    // Keeps the memory alive should the network be given other tensors.
    private static Tensor Shared(Tensor tensor) => tensor.detach().DetachFromDisposeScope();

    private static (nint, long) Place(Tensor tensor)
    {
        Span<byte> bytes = tensor.bytes;
        fixed (byte* start = bytes)
        {
            return ((nint)start, bytes.Length / sizeof(uint));
        }
    }

    private ulong Compute()
    {
        ulong print = 14695981039346656037; // FNV-1a
        foreach ((nint address, long words) in _places)
        {
            var values = (uint*)address;
            long step = Math.Max(1, words / Samples);
            for (long i = words - 1; i >= 0; i -= step)
            {
                print = (print ^ values[i]) * 1099511628211;
            }
        }

        return print;
    }
}

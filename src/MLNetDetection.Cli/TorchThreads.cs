using TorchSharp;

namespace MLNetDetection.Cli;

/// <summary>Sets libtorch's threads while it lives.</summary>
internal sealed class TorchThreads : IDisposable
{
    private readonly int _before = torch.get_num_threads();

    /// <summary>All cores, and two at least: libtorch itself takes the physical cores, and with a single thread it leaves oneDNN for small batches, several times slower.</summary>
    public TorchThreads()
        : this(Math.Max(2, Environment.ProcessorCount))
    {
    }

    public TorchThreads(int count) => torch.set_num_threads(count);

    public void Dispose() => torch.set_num_threads(_before);
}

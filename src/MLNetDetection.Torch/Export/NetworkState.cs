using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Export;

/// <summary>A network's numbers by their state keys.</summary>
internal sealed class NetworkState(nn.Module network)
{
    private readonly Dictionary<string, Tensor> _tensors = network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
        .Concat(network.named_buffers().Select(b => (b.name, b.buffer))).ToDictionary(item => item.name, item => item.Item2);

    public bool Has(string key) => _tensors.ContainsKey(key);

    public long[] Shape(string key) => _tensors[key].shape;

    public float[] Read(string key)
    {
        using DisposeScope scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, float>(_tensors[key].detach().to(ScalarType.Float32).cpu().contiguous().bytes).ToArray();
    }
}

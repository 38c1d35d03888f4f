using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>A copy of what a forward pass changes in a module, such as the running values of norms.</summary>
internal sealed class ModuleBuffers : IDisposable
{
    private readonly Tensor[] _buffers;
    private readonly Tensor[] _kept;

    public ModuleBuffers(nn.Module module)
    {
        _buffers = [.. module.buffers()];
        _kept = [.. _buffers.Select(buffer => zeros(buffer.shape, buffer.dtype, buffer.device))];
    }

    public void Keep() => Copy(_buffers, _kept);

    public void Restore() => Copy(_kept, _buffers);

    public void Dispose()
    {
        foreach (Tensor tensor in _kept)
        {
            tensor.Dispose();
        }
    }

    private static void Copy(Tensor[] from, Tensor[] to)
    {
        using IDisposable quiet = no_grad();
        for (int i = 0; i < from.Length; i++)
        {
            to[i].copy_(from[i]);
        }
    }
}

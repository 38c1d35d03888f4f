using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>A module's parameters and buffers in their own order, to copy or average them.</summary>
internal sealed class ModuleState
{
    private readonly Tensor[] _tensors;

    public ModuleState(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _tensors = [.. module.parameters(), .. module.buffers()];
    }

    /// <summary>True where every tensor has the other's shape.</summary>
    public bool HasFormOf(ModuleState other) => _tensors.Length == other._tensors.Length
        && _tensors.Zip(other._tensors).All(pair => pair.First.shape.SequenceEqual(pair.Second.shape));

    /// <summary>Takes over every value of a module of the same form.</summary>
    public void CopyFrom(ModuleState source)
    {
        using IDisposable quiet = no_grad();
        for (int i = 0; i < _tensors.Length; i++)
        {
            _tensors[i].copy_(source._tensors[i]);
        }
    }

    /// <summary>value = keep * value + (1 - keep) * source for real numbers; counts are copied.</summary>
    public void MoveTowards(ModuleState source, double keep)
    {
        using IDisposable quiet = no_grad();
        for (int i = 0; i < _tensors.Length; i++)
        {
            if (_tensors[i].is_floating_point())
            {
                _tensors[i].mul_(keep).add_(source._tensors[i], 1 - keep);
            }
            else
            {
                _tensors[i].copy_(source._tensors[i]);
            }
        }
    }
}

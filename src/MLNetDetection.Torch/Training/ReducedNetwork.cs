using MLNetDetection.Torch.Detectors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training;

/// <summary>
/// A copy of a network whose convolutions compute in fewer bits. The float32 network keeps the weights: it lends them before a
/// step and takes the gradients after it, so that updates too small for the copy's numbers are not lost.
/// </summary>
internal sealed class ReducedNetwork : IDisposable
{
    private readonly SsdNetwork _copy;
    private readonly (nn.Module Master, nn.Module Copy)[] _modules;
    private readonly (Parameter Master, Parameter Copy)[] _parameters;
    private readonly (Tensor Master, Tensor Copy)[] _buffers;

    /// <summary>Takes <paramref name="copy"/> over and disposes it at the end.</summary>
    /// <param name="master">float32.</param>
    /// <param name="copy">A network of the same form.</param>
    /// <param name="type">Of its convolutions.</param>
    public ReducedNetwork(SsdNetwork master, SsdNetwork copy, ScalarType type)
    {
        _copy = copy;
        copy.ReduceTo(type);
        _modules = [.. master.modules().Zip(copy.modules())];
        _parameters = [.. master.parameters().Zip(copy.parameters())];
        _buffers = [.. master.buffers().Zip(copy.buffers())];
    }

    /// <summary>The copy with the float32 network's weights, modes and frozen parameters as they are now.</summary>
    public SsdNetwork Refreshed()
    {
        foreach ((nn.Module master, nn.Module copy) in _modules)
        {
            if (master.training != copy.training)
            {
                copy.train(master.training);
            }
        }

        using IDisposable quiet = no_grad();
        foreach ((Parameter master, Parameter copy) in _parameters)
        {
            copy.copy_(master);
            if (copy.requires_grad != master.requires_grad)
            {
                copy.requires_grad = master.requires_grad;
            }
        }

        foreach ((Tensor master, Tensor copy) in _buffers)
        {
            copy.copy_(master);
        }

        return _copy;
    }

    /// <summary>Adds the copy's gradients to the float32 network's, which takes the running values of its norms too.</summary>
    public void GiveBack()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        foreach ((Parameter master, Parameter copy) in _parameters)
        {
            if (copy.grad is not { } gradient)
            {
                continue;
            }

            if (master.grad is { } sum)
            {
                sum.add_(gradient);
            }
            else
            {
                master.grad = zeros(master.shape, ScalarType.Float32, master.device).add_(gradient);
            }

            copy.grad = null;
        }

        foreach ((Tensor master, Tensor copy) in _buffers)
        {
            master.copy_(copy);
        }
    }

    public void Dispose() => _copy.Dispose();
}

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
    private readonly LossScaler? _scaler;
    private readonly (nn.Module Master, nn.Module Copy)[] _modules;
    private readonly (Parameter Master, Parameter Copy)[] _parameters;
    private readonly (Tensor Master, Tensor Copy)[] _buffers;

    /// <summary>Takes <paramref name="copy"/> over and disposes it at the end.</summary>
    /// <param name="master">float32.</param>
    /// <param name="copy">A network of the same form.</param>
    /// <param name="type">Of its convolutions.</param>
    /// <param name="scaler">For a type of a short range, else null.</param>
    public ReducedNetwork(SsdNetwork master, SsdNetwork copy, ScalarType type, LossScaler? scaler = null)
    {
        (_copy, _scaler) = (copy, scaler);
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

    /// <summary>What is to be derived instead of <paramref name="loss"/>, in the current dispose scope.</summary>
    public Tensor Scaled(Tensor loss) => _scaler is null ? loss : loss.mul(_scaler.Factor);

    /// <summary>Whether the gradients given back are numbers; false asks to leave the step out. Without a scaler they are not looked at.</summary>
    public bool IsFinite()
    {
        if (_scaler is null)
        {
            return true;
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Tensor sum = zeros([1], ScalarType.Float32, _parameters[0].Master.device);
        foreach ((Parameter master, _) in _parameters)
        {
            if (master.grad is { } gradient)
            {
                sum.add_(gradient.sum());
            }
        }

        bool finite = float.IsFinite(sum.item<float>());
        _scaler.Update(finite);
        return finite;
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

            Tensor sum = master.grad ?? zeros(master.shape, ScalarType.Float32, master.device);
            master.grad = sum.add_(gradient, 1 / (_scaler?.Factor ?? 1));

            copy.grad = null;
        }

        foreach ((Tensor master, Tensor copy) in _buffers)
        {
            master.copy_(copy);
        }
    }

    public void Dispose() => _copy.Dispose();
}

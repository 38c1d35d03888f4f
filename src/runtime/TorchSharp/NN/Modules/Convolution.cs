using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all convolutions have: weights [out, in / groups, kernel], a bias, and their geometry.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(nameof(bias))]
    private Parameter? _bias;

    [ComponentName(nameof(weight))]
    private Parameter? _weight;

    private protected Convolution(string name, ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(name)
    {
        Shape = shape;
        weight = nn.Parameter(empty([shape.OutChannels, shape.InChannels / shape.Groups, .. shape.Kernel], dtype, device));
        if (bias)
        {
            this.bias = nn.Parameter(empty(shape.OutChannels, dtype, device));
        }

        ResetParameters();
    }

    /// <summary>The weights, [out, in / groups, kernel].</summary>
    public Parameter weight
    {
        get => _weight!;
        set
        {
            if (value.Handle != _weight?.Handle)
            {
                _weight?.Dispose();
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }
    }

    /// <summary>One number per output channel, or null.</summary>
    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias?.Dispose();
            _bias = (Parameter?)value?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(nameof(bias), _bias);
        }
    }

    /// <summary>The channels read.</summary>
    internal long in_channels => Shape.InChannels;

    /// <summary>The window's steps per dimension.</summary>
    internal long[] stride => Shape.Stride;

    /// <summary>In how many parts the channels are treated.</summary>
    internal long groups => Shape.Groups;

    private protected ConvolutionShape Shape { get; }

    /// <summary>Disposes the weights and the bias.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _weight?.Dispose();
            _bias?.Dispose();
        }
    }

    // PyTorch's default: uniform within 1 / sqrt(fan in), drawn for the weights first.
    private void ResetParameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null)
        {
            return;
        }

        (long fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        if (fanIn != 0)
        {
            double bound = 1 / Math.Sqrt(fanIn);
            nn.init.uniform_(bias, -bound, bound);
        }
    }
}

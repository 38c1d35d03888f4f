using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all norms over running statistics have.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    [ComponentName(nameof(bias))]
    private Parameter? _bias;

    [ComponentName(nameof(weight))]
    private Parameter? _weight;

    [ComponentName(nameof(running_mean))]
    private Tensor? _runningMean;

    [ComponentName(nameof(running_var))]
    private Tensor? _runningVar;

    [ComponentName(nameof(num_batches_tracked))]
    private Tensor? _batches;

    private protected NormBase(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name)
        : base(name)
    {
        this.eps = eps;
        this.momentum = momentum;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = nn.Parameter(empty(num_features, dtype, device));
            bias = nn.Parameter(empty(num_features, dtype, device));
        }

        if (track_running_stats)
        {
            running_mean = zeros(num_features, dtype, device);
            running_var = ones(num_features, dtype, device);
            num_batches_tracked = tensor(0L, dtype, device);
        }

        if (affine)
        {
            nn.init.ones_(weight);
            nn.init.zeros_(bias!);
        }
    }

    /// <summary>Added to the variance.</summary>
    internal double eps { get; set; }

    /// <summary>How much of a new batch the running values take; null for the mean of all batches.</summary>
    internal double? momentum { get; set; }

    /// <summary>Whether there are running values.</summary>
    internal bool track_running_stats { get; private set; }

    /// <summary>One factor per channel, null where the norm is not affine.</summary>
    internal Parameter weight
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

    /// <summary>One summand per channel, null where the norm is not affine.</summary>
    internal Parameter? bias
    {
        get => _bias;
        set
        {
            _bias?.Dispose();
            _bias = (Parameter?)value?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(nameof(bias), _bias);
        }
    }

    /// <summary>The running mean per channel, or null.</summary>
    public Tensor? running_mean
    {
        get => _runningMean;
        set => SetBuffer(ref _runningMean, value, nameof(running_mean));
    }

    /// <summary>The running variance per channel, or null.</summary>
    public Tensor? running_var
    {
        get => _runningVar;
        set => SetBuffer(ref _runningVar, value, nameof(running_var));
    }

    /// <summary>The batches seen while training, or null.</summary>
    internal Tensor? num_batches_tracked
    {
        get => _batches;
        set => SetBuffer(ref _batches, value, nameof(num_batches_tracked));
    }

    /// <summary>Disposes the parameters and the running values.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _weight?.Dispose();
            _bias?.Dispose();
            _runningMean?.Dispose();
            _runningVar?.Dispose();
            _batches?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void SetBuffer(ref Tensor? field, Tensor? value, string name)
    {
        field?.Dispose();
        field = value?.DetachFromDisposeScope();
        ConditionallyRegisterBuffer(name, field);
    }
}

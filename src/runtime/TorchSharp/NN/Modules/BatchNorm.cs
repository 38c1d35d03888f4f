using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Scales each channel to mean 0 and variance 1: the batch's while training, the running ones else.</summary>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    /// <summary>Computes the scaled input, and moves the running values while training.</summary>
    public override Tensor forward(Tensor input)
    {
        CheckDimensions(input);
        double share = CountBatch();
        bool fromBatch = training || (running_mean is null && running_var is null);
        bool running = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, running ? running_mean : null, running ? running_var : null, weight, bias, fromBatch, share, eps);
    }

    /// <summary>While training, relu(forward(input)) in one pass; null where the two have to be computed one after the other.</summary>
    internal Tensor? TrainWithReLU(Tensor input)
    {
        if (!training || weight is null || bias is null || running_mean is null || running_var is null)
        {
            return null;
        }

        CheckDimensions(input);
        return Ops.norm_relu.Tensor(input, weight, bias, running_mean, running_var, CountBatch(), eps);
    }

    private double CountBatch()
    {
        if (!training || !track_running_stats || num_batches_tracked is not { } batches)
        {
            return momentum ?? 0;
        }

        batches.add_(1);
        return momentum ?? 1 / batches.ToDouble();
    }

    private protected abstract void CheckDimensions(Tensor input);
}

using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training;

/// <summary>One step of gradient descent: forward, loss, backward, clip, step.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly SsdNetwork _network;
    private readonly Device _device;
    private readonly MultiBoxLoss _loss;
    private readonly OptimizerHelper _optimizer;
    private readonly Parameter[] _parameters;
    private readonly double _gradientNorm;
    private readonly ReducedNetwork? _reduced;

    /// <param name="network">Whose weights are trained.</param>
    /// <param name="device">Where it lies.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="options">Of the optimizer.</param>
    /// <param name="reduced">The network's copy that computes in fewer bits, or null.</param>
    public TrainingStep(SsdNetwork network, Device device, MultiBoxLoss loss, TrainingOptions options, ReducedNetwork? reduced = null)
    {
        (_network, _device, _loss, _gradientNorm, _reduced) = (network, device, loss, options.GradientNorm, reduced);
        _optimizer = OptimizerFactory.Create(network, options);
        _parameters = [.. network.parameters()];
    }

    /// <summary>What it remembers belongs to a run's state.</summary>
    public OptimizerHelper Optimizer => _optimizer;

    /// <summary>Trains on a batch; counts its anchors where asked.</summary>
    /// <returns>The loss's parts before the step.</returns>
    /// <exception cref="TrainingDivergedException">The loss is not finite; the weights are as before the step.</exception>
    public (double Class, double Box) Run(TrainingBatch batch, double learningRate, double momentum, AnchorCounts? anchors = null)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (optim.ILearningRateController group in _optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
            if (group is optim.IMomentum withMomentum)
            {
                withMomentum.Momentum = momentum;
            }
        }

        BatchTensors data = BatchTensors.From(batch, _device);
        SsdOutput output = (_reduced?.Refreshed() ?? _network).call(data.Pixels);
        MultiBoxLossValue loss = _loss.Compute(output, data.Labels, data.Positives, data.Targets);
        double classes = loss.Class.item<float>(), boxes = loss.Box.item<float>();
        if (!double.IsFinite(classes + boxes))
        {
            string[] names = batch.Names[..batch.Count];
            throw new TrainingDivergedException(
                $"The loss is not finite (class part {classes}, box part {boxes}) in epoch {batch.Epoch + 1} at learning rate {learningRate:g3}; "
                + $"a lower rate may help. The step's images: {string.Join(", ", names)}.", names);
        }

        anchors?.Add(Values(output.Logits), Values(output.Deltas), batch);
        _optimizer.zero_grad();
        loss.Total.backward();
        _reduced?.GiveBack();
        if (_gradientNorm > 0)
        {
            nn.utils.clip_grad_norm_(_parameters, _gradientNorm);
        }

        _optimizer.step();
        return (classes, boxes);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _reduced?.Dispose();
    }

    private static float[] Values(Tensor tensor) => tensor.detach().cpu().reshape(-1).data<float>().ToArray();
}

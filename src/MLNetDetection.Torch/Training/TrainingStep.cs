using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Heads;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Training.Optimisation;
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
    private readonly TrainingOptions _options;
    private readonly Freeze _freeze;
    private readonly OptimizerHelper _optimizer;
    private readonly double[] _rateFactors;
    private readonly Parameter[] _parameters;
    private readonly DivergenceGuard _guard;
    private readonly ReducedNetwork? _reduced;

    /// <param name="network">In training mode; frozen as the options say.</param>
    /// <param name="device">The network's.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="options">Checked.</param>
    /// <param name="guard">Judges losses and gradients.</param>
    /// <param name="reduced">The network's copy that computes in fewer bits, or null.</param>
    public TrainingStep(SsdNetwork network, Device device, MultiBoxLoss loss, TrainingOptions options, DivergenceGuard guard, ReducedNetwork? reduced = null)
    {
        (_network, _device, _loss, _options, _guard, _reduced) = (network, device, loss, options, guard, reduced);
        _freeze = new Freeze(network, options.Freezing);
        IReadOnlyList<ParameterGroup> groups = ParameterGroup.Of(network, options);
        _optimizer = OptimizerFactory.Create(groups, options);
        _rateFactors = [.. groups.Select(g => g.RateFactor)];
        _parameters = [.. network.parameters()];
    }

    /// <summary>What it remembers belongs to a run's state.</summary>
    public OptimizerHelper Optimizer => _optimizer;

    /// <summary>Where the steps' time went so far.</summary>
    public StepClock Clock { get; } = new();

    /// <summary>Trains on a batch; counts its anchors where asked.</summary>
    /// <returns>The loss's parts before the step.</returns>
    /// <exception cref="TrainingDivergedException">The loss or gradient cannot be used; the weights are as before the step.</exception>
    public (double Class, double Box) Run(TrainingBatch batch, double learningRate, double momentum, AnchorCounts? anchors = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Clock.Start();
        _freeze.At(batch.Epoch);
        SetRates(learningRate, momentum);
        DropGradients(); // before the forward pass, which then has their memory
        LossTotals totals = LossTotals.Count(batch.Positives.AsSpan(0, batch.Count));
        BatchPart[] parts = BatchPart.Cut(batch.Count, _options.GradientAccumulation, _options.BatchSize);
        SsdNetwork network = _reduced?.Refreshed() ?? _network;
        double classes = 0, boxes = 0;
        foreach (BatchPart part in parts)
        {
            using DisposeScope own = NewDisposeScope(); // a part's activations go before the next one's come
            BatchTensors data = BatchTensors.From(batch, part, _device);
            SsdOutput output = network.call(data.Pixels);
            Clock.EndForward();
            MultiBoxLossValue loss = _loss.Compute(output, data.Labels, data.Positives, data.Targets, parts.Length > 1 ? totals : null);
            classes += loss.Class.item<float>();
            boxes += loss.Box.item<float>();
            _guard.CheckLoss(classes, boxes, batch, learningRate);
            anchors?.Add(Values(output.Logits), Values(output.Deltas), batch, part);
            Clock.EndLoss();
            (_reduced?.Scaled(loss.Total) ?? loss.Total).backward();
            _reduced?.GiveBack();
            Clock.EndBackward();
        }

        if (_reduced?.IsFinite() ?? true)
        {
            Clip(batch, learningRate);
            _optimizer.step();
        }

        Clock.EndUpdate();
        return (classes, boxes);
    }

    /// <summary>Goes forward and backward and takes no step: to see whether memory suffices.</summary>
    public void Try(TrainingBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        BatchPart largest = BatchPart.Cut(batch.Count, _options.GradientAccumulation, batch.Count).MaxBy(part => part.Count);
        BatchTensors data = BatchTensors.From(batch, largest, _device);
        SsdOutput output = (_reduced?.Refreshed() ?? _network).call(data.Pixels);
        _loss.Compute(output, data.Labels, data.Positives, data.Targets).Total.backward();
        _reduced?.GiveBack();
        DropGradients();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _reduced?.Dispose();
    }

    private void SetRates(double learningRate, double momentum)
    {
        int at = 0;
        foreach (optim.ILearningRateController group in _optimizer.ParamGroups)
        {
            group.LearningRate = learningRate * _rateFactors[at++];
            if (group is optim.IMomentum withMomentum)
            {
                withMomentum.Momentum = momentum;
            }
        }
    }

    private void DropGradients()
    {
        foreach (Parameter parameter in _parameters)
        {
            parameter.grad = null;
        }
    }

    private void Clip(TrainingBatch batch, double learningRate)
    {
        if (_options.GradientValue > 0)
        {
            nn.utils.clip_grad_value_(_parameters, _options.GradientValue);
        }

        // Where steps are skipped, the norm is looked at though nothing is clipped.
        double limit = _options.GradientNorm > 0 || _options.OnDivergence != DivergenceAction.Skip ? _options.GradientNorm : double.MaxValue;
        if (limit > 0)
        {
            _guard.CheckGradient(nn.utils.clip_grad_norm_(_parameters, limit), batch, learningRate);
        }
    }

    private static float[] Values(Tensor tensor) => tensor.detach().cpu().reshape(-1).data<float>().ToArray();
}

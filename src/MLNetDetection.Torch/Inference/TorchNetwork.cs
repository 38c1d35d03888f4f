using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Inference;

/// <summary>A plan that libtorch computes: folded weights, maps with their channels last, activations in place.</summary>
internal sealed class TorchNetwork : IPreparedNetwork
{
    private readonly PreparedPlan _plan;
    private readonly ScalarType _type;
    private readonly Dictionary<PreparedStep, (Tensor Weight, Tensor? Bias)> _weights = [];
    private readonly int[] _lastUses;

    public TorchNetwork(PreparedPlan plan, ScalarType type)
    {
        (_plan, _type) = (plan, type);
        _lastUses = LastUses(plan);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        foreach (PreparedStep step in plan.Steps)
        {
            switch (step)
            {
                case ConvolutionStep c:
                    Tensor weight = tensor(c.ReadWeight(), [c.Shape.Channels, c.InputChannels / c.Groups, c.Kernel, c.Kernel]).to(type);
                    _weights[c] = (ChannelsLast(weight).DetachFromDisposeScope(), tensor(c.ReadBias()).to(type).DetachFromDisposeScope());
                    break;
                case UnitNormStep norm:
                    _weights[norm] = (tensor(norm.ReadWeight()).reshape(1, -1, 1, 1).DetachFromDisposeScope(), null);
                    break;
            }
        }
    }

    public void Run(float[] input, int count, float[] logits, float[] deltas)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        var values = new Tensor[_lastUses.Length];
        MapShape from = _plan.Input;
        values[0] = frombuffer(input, ScalarType.Float32, (long)count * from.Count).reshape(count, from.Height, from.Width, 3).permute(0, 3, 1, 2).to(_type);
        for (int i = 0; i < _plan.Steps.Count; i++)
        {
            PreparedStep step = _plan.Steps[i];
            using DisposeScope inner = NewDisposeScope();
            values[step.Output] = Compute(step, values).MoveToOuterDisposeScope();
            foreach (int done in Enumerable.Range(1, _lastUses.Length - 1).Where(value => _lastUses[value] == i))
            {
                values[done].Dispose();
            }
        }

        Copy(values, scores: true, _plan.Labels, logits);
        Copy(values, scores: false, 4, deltas);
    }

    public void Dispose()
    {
        foreach ((Tensor weight, Tensor? bias) in _weights.Values)
        {
            weight.Dispose();
            bias?.Dispose();
        }
    }

    private Tensor Compute(PreparedStep step, Tensor[] values)
    {
        Tensor input = values[step.Input];
        switch (step)
        {
            case ConvolutionStep c:
                (Tensor weight, Tensor? bias) = _weights[c];
                Tensor sums = nn.functional.conv2d(
                    input, weight, bias, [c.Stride, c.Stride], [c.Padding, c.Padding], [c.Dilation, c.Dilation], c.Groups);
                return Activated(c.Added is { } added ? sums.add_(values[added]) : sums, c.Activation);
            case MaxPoolStep p:
                return nn.functional.max_pool2d(input, [p.Kernel, p.Kernel], [p.Stride, p.Stride], [p.Padding, p.Padding], null, p.Ceiling);
            case AveragePoolStep:
                return input.mean([2, 3], true);
            case ChannelScaleStep s:
                return input.mul(values[s.Share]);
            case UnitNormStep:
                return nn.functional.normalize(input.to(ScalarType.Float32), 2, 1, UnitNormStep.Epsilon).mul_(_weights[step].Weight).to(_type);
            default:
                throw new NotSupportedException($"No tensors for {step.GetType().Name}.");
        }
    }

    private static Tensor Activated(Tensor sums, PreparedActivation activation) => activation switch
    {
        PreparedActivation.None => sums,
        PreparedActivation.Relu => sums.relu_(),
        PreparedActivation.Relu6 => nn.functional.relu6(sums, true),
        PreparedActivation.HardSwish => nn.functional.hardswish(sums, true),
        PreparedActivation.HardSigmoid => nn.functional.hardsigmoid(sums, true),
        _ => throw new NotSupportedException($"No such activation: {activation}."),
    };

    private void Copy(Tensor[] values, bool scores, long columns, float[] target)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] rows = [.. _plan.Rows.Where(rows => rows.Scores == scores).OrderBy(rows => rows.FirstAnchor).Select(rows => Rows(values[rows.Value], columns))];
        MemoryMarshal.Cast<byte, float>(cat(rows, 1).to(ScalarType.Float32).contiguous().bytes).CopyTo(target);
    }

    private Tensor Rows(Tensor map, long columns) => _plan.Order == Anchors.AnchorOrder.CellThenShape
        ? map.permute(0, 2, 3, 1).reshape(map.shape[0], -1, columns)
        : map.reshape(map.shape[0], columns, -1).permute(0, 2, 1);

    private static Tensor ChannelsLast(Tensor map) => map.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    // Per value the last step that reads it; one past the end for those that the heads give out.
    private static int[] LastUses(PreparedPlan plan)
    {
        var last = new int[plan.Steps.Count + 1];
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            PreparedStep step = plan.Steps[i];
            last[step.Input] = i;
            if (step is ConvolutionStep { Added: { } added })
            {
                last[added] = i;
            }
            else if (step is ChannelScaleStep scale)
            {
                last[scale.Share] = i;
            }
        }

        foreach (HeadRows rows in plan.Rows)
        {
            last[rows.Value] = plan.Steps.Count;
        }

        return last;
    }
}

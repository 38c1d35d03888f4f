using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW remember of a parameter.</summary>
internal sealed class AdamMoments(Parameter parameter, bool amsgrad) : IDisposable
{
    private long _steps;
    private Tensor? _largest = amsgrad ? zeros_like(parameter).DetachFromDisposeScope() : null;

    private Tensor First { get; } = zeros_like(parameter).DetachFromDisposeScope();

    private Tensor Second { get; } = zeros_like(parameter).DetachFromDisposeScope();

    /// <summary>Moves the parameter by the corrected moments.</summary>
    public void Step(Tensor gradient, double rate, AdamOptions options)
    {
        (double beta1, double beta2) = options.Betas;
        _steps++;
        double correction1 = 1 - Math.Pow(beta1, _steps);
        double correction2 = 1 - Math.Pow(beta2, _steps);
        First.mul_(beta1).add_(gradient, alpha: 1 - beta1);
        Second.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
        Tensor scale = Scale().sqrt().div(Math.Sqrt(correction2)).add_(options.Epsilon);
        parameter.addcdiv_(First, scale, value: -(rate / correction1));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_steps);
        First.Save(writer);
        Second.Save(writer);
        writer.Write(_largest is not null);
        _largest?.Save(writer);
    }

    public void Read(BinaryReader reader)
    {
        _steps = reader.ReadInt64();
        First.Load(reader);
        Second.Load(reader);
        _largest?.Dispose();
        _largest = reader.ReadBoolean() ? OptimizerHelper.Kept(TensorExtensionMethods.Load(reader), parameter) : null;
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        _largest?.Dispose();
    }

    // The second moment, or with amsgrad the largest so far.
    private Tensor Scale()
    {
        if (_largest is null)
        {
            return Second;
        }

        using Tensor previous = _largest;
        return _largest = maximum(previous, Second).DetachFromDisposeScope();
    }
}

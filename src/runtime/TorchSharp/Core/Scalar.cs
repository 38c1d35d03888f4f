using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A number or a truth value on its way into an operator. An integer stays one, so that dtypes promote as in libtorch.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ValueKind kind, long payload)
    {
        Kind = kind;
        Payload = payload;
    }

    /// <summary>Int64, Float64 or Bool: what libtorch keeps of the number's type.</summary>
    internal torch.ScalarType Type => Kind switch
    {
        ValueKind.Integer => torch.ScalarType.Int64,
        ValueKind.Boolean => torch.ScalarType.Bool,
        _ => torch.ScalarType.Float64,
    };

    internal ValueKind Kind { get; }

    internal long Payload { get; }

    /// <summary>Takes a number.</summary>
    public static implicit operator Scalar(int value) => new(ValueKind.Integer, value);

    /// <summary>Takes a number.</summary>
    public static implicit operator Scalar(long value) => new(ValueKind.Integer, value);

    /// <summary>Takes a number.</summary>
    public static implicit operator Scalar(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Holds no native memory; there for TorchSharp's callers.</summary>
    public void Dispose()
    {
    }

    internal static Scalar From(Value value) => new(value.Kind, value.Payload);

    internal double AsDouble() => Kind == ValueKind.Real ? BitConverter.Int64BitsToDouble(Payload) : Payload;
}

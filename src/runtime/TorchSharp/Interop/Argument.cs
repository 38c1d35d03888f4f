using System.Text;

namespace TorchSharp.Interop;

/// <summary>An operator's argument before marshalling: a value, or a list whose content is copied for the call.</summary>
internal readonly struct Argument
{
    private readonly ValueKind _kind;
    private readonly int _length;
    private readonly long _payload;

    // The tensor (kept alive for the call) or the list.
    private readonly object? _content;

    private Argument(ValueKind kind, long payload, int length = 0, object? content = null)
    {
        _kind = kind;
        _payload = payload;
        _length = length;
        _content = content;
    }

    public static Argument None => default;

    public static implicit operator Argument(torch.Tensor? value) =>
        value is null ? default : new(ValueKind.Tensor, value.Handle, 0, value);

    public static implicit operator Argument(long value) => new(ValueKind.Integer, value);

    public static implicit operator Argument(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    public static implicit operator Argument(Scalar? value) => value is null ? default : new(value.Kind, value.Payload);

    public static implicit operator Argument(torch.ScalarType value) => new(ValueKind.Integer, (long)value);

    public static implicit operator Argument(torch.ScalarType? value) =>
        value is null ? default : new(ValueKind.Integer, (long)value.Value);

    public static implicit operator Argument(long[]? value) =>
        value is null ? default : new(ValueKind.IntegerList, 0, value.Length, value);

    public static implicit operator Argument(torch.Tensor[] value) => new(ValueKind.TensorList, 0, value.Length, value);

    public static implicit operator Argument(string? value)
    {
        if (value is null)
        {
            return default;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return new(ValueKind.Text, 0, bytes.Length, bytes);
    }

    public static implicit operator Argument(torch.Device? value) =>
        value is null ? default : new(ValueKind.Device, value.index, (int)value.type);

    public static implicit operator Argument(torch.Generator? value) =>
        value is null ? default : new(ValueKind.Generator, value.Handle, 0, value);

    /// <summary>How many 8-byte words the content needs beside the value itself.</summary>
    public int Words => _content switch
    {
        long[] or torch.Tensor[] => _length,
        byte[] => (_length + 7) / 8,
        _ => 0,
    };

    /// <summary>The native form; <paramref name="words"/> (pinned at <paramref name="address"/>) receives the content.</summary>
    public Value ToNative(Span<long> words, nint address)
    {
        Value value = new() { Kind = _kind, Length = _length, Payload = _payload };
        switch (_content)
        {
            case long[] integers:
                integers.CopyTo(words);
                break;
            case torch.Tensor[] tensors:
                for (int i = 0; i < tensors.Length; i++)
                {
                    words[i] = tensors[i].Handle;
                }

                break;
            case byte[] text:
                text.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words));
                break;
            default:
                return value;
        }

        value.Payload = address;
        return value;
    }
}

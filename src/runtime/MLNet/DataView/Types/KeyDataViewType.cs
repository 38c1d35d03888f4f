using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The type of 1-based keys into a set of known size; 0 means missing.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <summary>Keys of an unsigned integer type that count to <paramref name="count"/>.</summary>
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        if (!IsValidDataType(type))
        {
            throw Contracts.ExceptParam(nameof(type), "Type is not valid, it must be Byte, UInt16, UInt32, or UInt64.");
        }
        if (count == 0 || count > Largest(type))
        {
            throw Contracts.ExceptParam(nameof(count), "The cardinality of a KeyDataViewType must not exceed "
                + $"{type.Name}.MaxValue and must be strictly positive, but got {count}.");
        }
        Count = count;
    }

    /// <summary>Keys of an unsigned integer type that count to <paramref name="count"/>.</summary>
    public KeyDataViewType(Type type, int count)
        : this(type, (ulong)count)
    {
        Contracts.CheckParam(count > 0, nameof(count), "The cardinality of a KeyDataViewType must be strictly positive.");
    }

    /// <summary>The number of keys, which are 1 to this.</summary>
    public ulong Count { get; }

    /// <summary>Whether keys may be stored in the type: one of the four unsigned integers.</summary>
    public static bool IsValidDataType(Type type)
        => type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(byte);

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other)
        => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    /// <summary>Such as Key&lt;UInt32, 0-2&gt; for three keys.</summary>
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    private static ulong Largest(Type type)
        => type == typeof(byte) ? byte.MaxValue
            : type == typeof(ushort) ? ushort.MaxValue
            : type == typeof(uint) ? uint.MaxValue
            : ulong.MaxValue;
}

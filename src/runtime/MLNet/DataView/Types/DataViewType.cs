namespace Microsoft.ML.Data;

/// <summary>The type of a column; two columns hold the same kind of values where their types are equal.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType)
    {
        RawType = rawType ?? throw new ArgumentNullException(nameof(rawType));
    }

    /// <summary>The .NET type of the values.</summary>
    public Type RawType { get; }

    /// <summary>Whether both describe the same values.</summary>
    public abstract bool Equals(DataViewType? other);
}

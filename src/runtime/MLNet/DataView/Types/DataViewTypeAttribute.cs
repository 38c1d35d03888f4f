namespace Microsoft.ML.Data;

/// <summary>Says which column type a property or field of a custom .NET type becomes.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    /// <summary>For derived attributes.</summary>
    protected DataViewTypeAttribute()
    {
    }

    /// <summary>Makes the column type known to <see cref="DataViewTypeManager"/>.</summary>
    public abstract void Register();

    /// <summary>Whether both lead to the same column type.</summary>
    public abstract bool Equals(DataViewTypeAttribute? other);
}

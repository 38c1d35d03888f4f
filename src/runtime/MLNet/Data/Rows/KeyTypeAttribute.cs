using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Makes a member of an unsigned integer type a key column. The member itself counts from 0; the column's keys from 1.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class KeyTypeAttribute : Attribute
{
    /// <summary>A key column of <paramref name="count"/> keys.</summary>
    public KeyTypeAttribute(ulong count)
    {
        if (count == 0)
        {
            throw Contracts.ExceptParam(
                nameof(count), "The cardinality of valid values of a KeyDataViewType column has to be strictly positive.");
        }
        Count = count;
    }

    internal ulong Count { get; }
}

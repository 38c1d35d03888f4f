using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The values behind the keys of one column.</summary>
internal abstract class KeyValueMap
{
    protected KeyValueMap(PrimitiveDataViewType valueType)
    {
        ValueType = valueType;
    }

    public PrimitiveDataViewType ValueType { get; }

    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column);
}

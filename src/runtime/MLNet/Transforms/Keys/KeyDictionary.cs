using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The values of one column and their keys, 1 for the first.</summary>
internal abstract class KeyDictionary
{
    protected KeyDictionary(PrimitiveDataViewType itemType)
    {
        ItemType = itemType;
    }

    /// <summary>The type of the values.</summary>
    public PrimitiveDataViewType ItemType { get; }

    public abstract int Count { get; }

    /// <summary>The type of the keys; of one key where there are no values.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), Math.Max(1, Count));

    public static KeyDictionary Create(PrimitiveDataViewType itemType)
        => (KeyDictionary)Activator.CreateInstance(typeof(KeyDictionary<>).MakeGenericType(itemType.RawType), itemType)!;

    /// <summary>An action that adds the row's values and says whether more keys may follow.</summary>
    public abstract Func<bool> MakeReader(DataViewRow row, DataViewSchema.Column column, int maximum);

    /// <summary>Gives the values their final order.</summary>
    public abstract void Finish(ValueToKeyMappingEstimator.KeyOrdinality order);

    /// <summary>A getter of the column's key, or keys.</summary>
    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column, Func<int, Exception> wrongSize);

    /// <summary>Adds the values as an annotation, as text on request.</summary>
    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText);

    /// <summary>Adds, for keys of keys, the values behind the first keys.</summary>
    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText, DataViewSchema.Column source);

    public abstract void Save(ModelSaveContext ctx);

    public abstract void WriteText(TextWriter writer);
}

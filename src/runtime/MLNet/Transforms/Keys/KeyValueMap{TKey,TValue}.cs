using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The values behind keys that are stored as one .NET type.</summary>
internal sealed class KeyValueMap<TKey, TValue> : KeyValueMap
    where TKey : struct, IBinaryInteger<TKey>
{
    private readonly TValue[] _values;
    private readonly TValue _missing;
    private readonly bool _missingIsDefault;

    public KeyValueMap(DataViewSchema.Column column, PrimitiveDataViewType valueType)
        : base(valueType)
    {
        VBuffer<TValue> values = default;
        column.GetKeyValues(ref values);
        _values = values.DenseValues().ToArray();
        // Only floating point numbers have a value for missing; the others have their default.
        _missingIsDefault = typeof(TValue) != typeof(float) && typeof(TValue) != typeof(double);
        _missing = default(TValue) switch
        {
            float => (TValue)(object)float.NaN,
            double => (TValue)(object)double.NaN,
            _ => default!,
        };
    }

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<TKey>(column);
            TKey key = default;
            return (ValueGetter<TValue>)((ref TValue value) =>
            {
                getter(ref key);
                value = ValueOf(key);
            });
        }
        var vectorGetter = row.GetGetter<VBuffer<TKey>>(column);
        VBuffer<TKey> keys = default;
        return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> values) =>
        {
            vectorGetter(ref keys);
            Map(keys, ref values);
        });
    }

    private TValue ValueOf(TKey key)
    {
        uint index = uint.CreateTruncating(key) - 1;
        return index < (uint)_values.Length ? _values[index] : _missing;
    }

    // Sparse keys give sparse values where what is missing is also the default.
    private void Map(in VBuffer<TKey> keys, ref VBuffer<TValue> values)
    {
        if (keys.IsDense || !_missingIsDefault)
        {
            var dense = VBufferEditor.Create(ref values, keys.Length);
            foreach (var (slot, key) in keys.Items(all: true))
            {
                dense.Values[slot] = ValueOf(key);
            }
            values = dense.Commit();
            return;
        }
        var explicitKeys = keys.GetValues();
        var editor = VBufferEditor.Create(ref values, keys.Length, explicitKeys.Length);
        int count = 0;
        for (int i = 0; i < explicitKeys.Length; i++)
        {
            var value = ValueOf(explicitKeys[i]);
            if (!IsDefault(value))
            {
                editor.Values[count] = value;
                editor.Indices[count++] = keys.GetIndices()[i];
            }
        }
        values = editor.CommitTruncated(count);
    }

    private static bool IsDefault(TValue value)
        => value is ReadOnlyMemory<char> text ? text.IsEmpty : EqualityComparer<TValue>.Default.Equals(value, default);
}

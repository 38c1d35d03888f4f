using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Values of one .NET type and their keys.</summary>
internal sealed partial class KeyDictionary<T> : KeyDictionary
    where T : notnull
{
    private readonly List<T> _values = new();
    private readonly Dictionary<T, uint> _keys;

    public KeyDictionary(PrimitiveDataViewType itemType)
        : base(itemType)
    {
        _keys = new Dictionary<T, uint>(
            typeof(T) == typeof(ReadOnlyMemory<char>) ? (IEqualityComparer<T>)(object)TextComparer.Instance : null);
    }

    public override int Count => _values.Count;

    public override Func<bool> MakeReader(DataViewRow row, DataViewSchema.Column column, int maximum)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                Add(value);
                return Count < maximum;
            };
        }
        var vectorGetter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return () =>
        {
            vectorGetter(ref values);
            foreach (var value in values.DenseValues())
            {
                Add(value);
                if (Count >= maximum)
                {
                    return false;
                }
            }
            return true;
        };
    }

    public override void Finish(ValueToKeyMappingEstimator.KeyOrdinality order)
    {
        if (order == ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
        {
            _values.Sort(typeof(T) == typeof(ReadOnlyMemory<char>) ? (IComparer<T>)(object)TextComparer.Instance : null);
            _keys.Clear();
            foreach (var value in _values)
            {
                _keys.Add(value, (uint)_keys.Count + 1);
            }
        }
    }

    /// <summary>Adds a value unless it is missing or there; says whether it is new.</summary>
    public bool Add(T value)
    {
        if (IsMissing(value) || _keys.ContainsKey(value))
        {
            return false;
        }
        var kept = value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value;
        _values.Add(kept);
        _keys.Add(kept, (uint)_values.Count);
        return true;
    }

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column, Func<int, Exception> wrongSize)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            var getter = row.GetGetter<T>(column);
            T value = default!;
            return (ValueGetter<uint>)((ref uint key) =>
            {
                getter(ref value);
                key = _keys.GetValueOrDefault(value);
            });
        }
        var vectorGetter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> keys) =>
        {
            vectorGetter(ref values);
            if (vector.Size != 0 && values.Length != vector.Size)
            {
                throw wrongSize(values.Length);
            }
            Map(values, ref keys);
        });
    }

    // Missing values, and defaults in sparse vectors, are left out of a result that stays sparse: one with fewer keys than half.
    private void Map(in VBuffer<T> values, ref VBuffer<uint> keys)
    {
        var editor = VBufferEditor.Create(ref keys, values.Length, requireIndicesOnDense: true);
        int count = 0;
        foreach (var (slot, value) in values.Items(all: true))
        {
            uint key = _keys.GetValueOrDefault(value);
            editor.Values[slot] = key;
            count += key == 0 ? 0 : 1;
        }
        if (values.Length == 0 || (count > 0 && count >= values.Length / 2))
        {
            keys = editor.Commit();
            return;
        }
        int next = 0;
        for (int slot = 0; slot < values.Length; slot++)
        {
            if (editor.Values[slot] != 0)
            {
                editor.Indices[next] = slot;
                editor.Values[next++] = editor.Values[slot];
            }
        }
        keys = editor.CommitTruncated(next);
    }

    private bool IsMissing(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => ItemType is KeyDataViewType && value.Equals(default(T)),
    };
}

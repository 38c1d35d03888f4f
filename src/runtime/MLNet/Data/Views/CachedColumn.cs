namespace Microsoft.ML.Data;

/// <summary>The values of one column, in memory.</summary>
internal abstract class CachedColumn
{
    protected CachedColumn(int index)
    {
        Index = index;
    }

    public int Index { get; }

    /// <summary>Who fills this column.</summary>
    public CacheFiller? Filler { get; set; }

    public static CachedColumn Create(DataViewRow row, DataViewSchema.Column column)
    {
        var kind = column.Type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Values<>).MakeGenericType(column.Type.RawType);
        return (CachedColumn)Activator.CreateInstance(kind, column.Index, RowCursorUtils.GetGetterAsDelegate(row, column))!;
    }

    /// <summary>Keeps the current row's value.</summary>
    public abstract void Add();

    /// <summary>A getter of the value at a row that the caller tells.</summary>
    public abstract Delegate MakeGetter(Func<int> row);

    private sealed class Values<T> : CachedColumn
    {
        private readonly ValueGetter<T> _getter;
        private readonly List<T> _values = new();

        public Values(int index, ValueGetter<T> getter)
            : base(index)
        {
            _getter = getter;
        }

        public override void Add()
        {
            T value = default!;
            _getter(ref value);
            _values.Add(value);
        }

        public override Delegate MakeGetter(Func<int> row)
            => (ValueGetter<T>)((ref T value) => value = _values[row()]);
    }

    private sealed class Vectors<T> : CachedColumn
    {
        private readonly ValueGetter<VBuffer<T>> _getter;
        private readonly List<VBuffer<T>> _values = new();
        private VBuffer<T> _read;

        public Vectors(int index, ValueGetter<VBuffer<T>> getter)
            : base(index)
        {
            _getter = getter;
        }

        public override void Add()
        {
            _getter(ref _read);
            // Arrays of the very size: a getter's own may be far larger.
            var values = _read.GetValues().ToArray();
            _values.Add(_read.IsDense
                ? new VBuffer<T>(_read.Length, values)
                : new VBuffer<T>(_read.Length, values.Length, values, _read.GetIndices().ToArray()));
        }

        public override Delegate MakeGetter(Func<int> row)
            => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[row()].CopyTo(ref value));
    }
}

namespace Microsoft.ML.Data;

/// <summary>One column's values of the rows in a pool.</summary>
internal abstract class PooledColumn
{
    protected PooledColumn(Delegate getter)
    {
        Getter = getter;
    }

    /// <summary>A getter of the value at the pool's current place.</summary>
    public Delegate Getter { get; }

    public static PooledColumn Create(DataViewType type, Delegate source, int rows, Func<int> current)
        => (PooledColumn)Activator.CreateInstance(type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Values<>).MakeGenericType(type.RawType), source, new Pool(rows, current))!;

    /// <summary>Keeps the source's current value at a place.</summary>
    public abstract void Keep(int place);

    private sealed record Pool(int Rows, Func<int> Current);

    private sealed class Values<T> : PooledColumn
    {
        private readonly ValueGetter<T> _source;
        private readonly T[] _values;

        public Values(ValueGetter<T> source, Pool pool)
            : this(source, new T[pool.Rows], pool.Current)
        {
        }

        private Values(ValueGetter<T> source, T[] values, Func<int> current)
            : base((ValueGetter<T>)((ref T value) => value = values[current()]))
        {
            _source = source;
            _values = values;
        }

        public override void Keep(int place) => _source(ref _values[place]);
    }

    private sealed class Vectors<T> : PooledColumn
    {
        private readonly ValueGetter<VBuffer<T>> _source;
        private readonly VBuffer<T>[] _values;

        public Vectors(ValueGetter<VBuffer<T>> source, Pool pool)
            : this(source, new VBuffer<T>[pool.Rows], pool.Current)
        {
        }

        private Vectors(ValueGetter<VBuffer<T>> source, VBuffer<T>[] values, Func<int> current)
            : base((ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[current()].CopyTo(ref value)))
        {
            _source = source;
            _values = values;
        }

        public override void Keep(int place) => _source(ref _values[place]);
    }
}

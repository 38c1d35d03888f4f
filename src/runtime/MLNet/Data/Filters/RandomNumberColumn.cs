using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A data view with a column of random numbers in [0, 1) added; the same ones for each cursor.</summary>
internal sealed class RandomNumberColumn : IDataView
{
    private const uint DefaultSeed = 42;
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly ColumnBindings _bindings;
    private readonly uint _seed;

    public RandomNumberColumn(IHostEnvironment env, IDataView source, string name, uint? seed)
    {
        _host = env.Register("GenerateNumber");
        _source = source;
        _seed = seed ?? DefaultSeed;
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        _bindings = new ColumnBindings(
            source.Schema, [new DataViewSchema.DetachedColumn(name, NumberDataViewType.Single, annotations.ToAnnotations())]);
    }

    /// <summary>False: in another order the rows would get other numbers.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema => _bindings.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        var needed = _bindings.GetActiveInput(active);
        return new Cursor(this, _source.GetRowCursor(_source.Schema.Where(c => needed[c.Index])), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly RandomNumberColumn _parent;
        private readonly bool[] _active;
        private readonly TauswortheHybrid _random;
        private long _drawn = -1;
        private float _value;

        public Cursor(RandomNumberColumn parent, DataViewRowCursor input, bool[] active)
            : base(parent._host, input)
        {
            _parent = parent;
            _active = active;
            _random = new TauswortheHybrid(parent._seed);
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < _active.Length);
            return _active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            int index = _parent._bindings.MapColumnIndex(out bool isSource, column.Index);
            return isSource
                ? Input.GetGetter<TValue>(Input.Schema[index])
                : RowCursorUtils.Typed<TValue>(Ch, (ValueGetter<float>)Number);
        }

        private void Number(ref float value)
        {
            Ch.Check(IsGood, RowCursorUtils.FetchValueStateError);
            while (_drawn < Position)
            {
                _value = _random.NextSingle();
                _drawn++;
            }
            value = _value;
        }
    }
}

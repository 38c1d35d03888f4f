using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A data view with some of another's columns, in a given order.</summary>
internal sealed class ColumnSubset : IDataView, IRowToRowMapper
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int[] _columns;

    public ColumnSubset(IHostEnvironment env, IDataView source, int[] columns, string name)
    {
        _host = env.Register(name);
        _source = source;
        _columns = columns;
        Schema = SchemaExtensions.MakeSchema(columns.Select(c => new DataViewSchema.DetachedColumn(source.Schema[c])));
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema { get; }

    public DataViewSchema InputSchema => _source.Schema;

    public DataViewSchema OutputSchema => Schema;

    /// <summary>The view without the columns whose values cannot be copied, such as images.</summary>
    public static IDataView CacheableOf(IHostEnvironment env, IDataView source)
    {
        var kept = source.Schema.Where(c => IsCacheable(c.Type)).Select(c => c.Index).ToArray();
        return kept.Length == source.Schema.Count ? source : new ColumnSubset(env, source, kept, "ChooseColumnsByIndex");
    }

    public static bool IsCacheable(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        return new Cursor(_host, _source.GetRowCursor(InputsOf(active), rand), this, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        return _source.GetRowCursorSet(InputsOf(active), n, rand)
            .Select(input => (DataViewRowCursor)new Cursor(_host, input, this, active))
            .ToArray();
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => InputsOf(RowCursorUtils.ActiveOf(dependingColumns, Schema));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(input, this);

    private DataViewSchema.Column[] InputsOf(bool[] active)
        => _columns.Where((_, place) => active[place]).Distinct().Select(c => _source.Schema[c]).ToArray();

    private sealed class Row : WrappingRow
    {
        private readonly ColumnSubset _parent;

        public Row(DataViewRow input, ColumnSubset parent)
            : base(input)
        {
            _parent = parent;
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
            => Input.IsColumnActive(Input.Schema[_parent._columns[column.Index]]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => Input.GetGetter<TValue>(Input.Schema[_parent._columns[column.Index]]);
    }

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly ColumnSubset _parent;
        private readonly bool[] _active;

        public Cursor(IChannelProvider provider, DataViewRowCursor input, ColumnSubset parent, bool[] active)
            : base(provider, input)
        {
            _parent = parent;
            _active = active;
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
            return Input.GetGetter<TValue>(Input.Schema[_parent._columns[column.Index]]);
        }
    }
}

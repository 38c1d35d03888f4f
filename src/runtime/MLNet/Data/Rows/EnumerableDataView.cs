using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A data view over objects, enumerated anew by each cursor.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IHost _host;
    private readonly IEnumerable<TRow> _data;
    private readonly Func<Func<TRow>, Delegate>[] _getterMakers;

    public EnumerableDataView(IHostEnvironment env, IEnumerable<TRow> data, SchemaDefinition? definition)
    {
        var columns = RowColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Read);
        _host = env.Register("StreamingDataView");
        _data = data;
        Schema = RowColumn.SchemaOf(columns);
        _getterMakers = columns.Select(MemberGetter.Prepare<TRow>).ToArray();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(this, RowCursorUtils.ActiveOf(columnsNeeded, Schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursorBase
    {
        private readonly EnumerableDataView<TRow> _parent;
        private readonly IHost _host;
        private readonly Delegate?[] _getters;
        private readonly IEnumerator<TRow> _rows;
        private TRow? _current;

        public Cursor(EnumerableDataView<TRow> parent, bool[] active)
            : base(parent._host)
        {
            _parent = parent;
            _host = parent._host.Register("Row");
            _getters = active.Select((isActive, i) => isActive ? parent._getterMakers[i](() => _current!) : null).ToArray();
            _rows = parent._data.GetEnumerator();
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => ObjectRow.IsActive(_host, _getters, column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => ObjectRow.Getter<TValue>(_host, _getters, column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
        {
            CheckGood();
            value = new DataViewRowId((ulong)Position, 0);
        };

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
            {
                _current = null;
                return false;
            }
            _current = _rows.Current
                ?? throw Ch.Except("Encountered null when iterating over data, this is not supported.");
            return true;
        }
    }
}

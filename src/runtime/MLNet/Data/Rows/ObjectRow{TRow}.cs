using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A row over one object at a time, set from outside.</summary>
internal sealed class ObjectRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly IHost _host;
    private readonly Delegate[] _getters;
    private TRow? _value;
    private long _position = -1;

    public ObjectRow(IHostEnvironment env, RowColumn[] columns)
    {
        _host = env.Register("Row");
        Schema = RowColumn.SchemaOf(columns);
        _getters = columns.Select(column => MemberGetter.Prepare<TRow>(column)(Current)).ToArray();
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public void Set(TRow value)
    {
        _host.CheckValue(value, "row");
        _value = value;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => ObjectRow.IsActive(_host, _getters, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => ObjectRow.Getter<TValue>(_host, _getters, column);

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId value) => value = new DataViewRowId((ulong)Position, 0);

    private TRow Current()
    {
        _host.Check(Position >= 0, RowCursorUtils.FetchValueStateError);
        return _value!;
    }
}

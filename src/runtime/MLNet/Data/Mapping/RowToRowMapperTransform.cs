using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A data view with the columns of an <see cref="IRowMapper"/> added; also the mapper of single rows.</summary>
internal sealed partial class RowToRowMapperTransform : IDataView, IRowToRowMapper
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly IRowMapper _mapper;
    private readonly ColumnBindings _bindings;

    public RowToRowMapperTransform(IHostEnvironment env, IDataView input, IRowMapper mapper)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("RowToRowMapperTransform");
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(mapper, nameof(mapper));
        _source = input;
        _mapper = mapper;
        _bindings = new ColumnBindings(input.Schema, mapper.GetOutputColumns());
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _bindings.Schema;

    public DataViewSchema InputSchema => _source.Schema;

    public DataViewSchema OutputSchema => _bindings.Schema;

    public static DataViewSchema GetOutputSchema(DataViewSchema inputSchema, IRowMapper mapper)
        => new ColumnBindings(inputSchema, mapper.GetOutputColumns()).Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        return new Cursor(_host, _source.GetRowCursor(InputsOf(active), CanShuffle ? rand : null), this, active);
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

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(activeColumns, nameof(activeColumns));
        _host.Check(input.Schema == _source.Schema, "Schema of input row must be the same as the schema the mapper is bound to");
        using var channel = _host.Start("GetEntireRow");
        return new Row(input, this, RowCursorUtils.ActiveOf(activeColumns, Schema));
    }

    private Func<int, bool> ActiveOutputs(bool[] active) => added => active[_bindings.AddedColumnIndices[added]];

    private DataViewSchema.Column[] InputsOf(bool[] active)
    {
        var passed = _bindings.GetActiveInput(active);
        var needed = _mapper.GetDependencies(ActiveOutputs(active));
        return _source.Schema.Where(column => passed[column.Index] || needed(column.Index)).ToArray();
    }
}

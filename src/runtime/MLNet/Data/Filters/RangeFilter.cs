using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Rows whose number lies in a range, or outside it; of a key, its place among the keys, from 0 to 1. Missing values never pass.
/// </summary>
internal sealed partial class RangeFilter : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly DataViewSchema.Column _column;
    private readonly Range _range;

    public RangeFilter(IHostEnvironment env, IDataView input, string column, Range range)
    {
        _host = env.Register("RangeFilter");
        _host.CheckValue(input, nameof(input));
        _source = input;
        _range = range;
        _column = input.Schema.GetColumnOrNull(column)
            ?? throw _host.ExceptUserArg("Column", $"Source column '{column}' not found");
        if (!Accepts(_column.Type))
        {
            throw _host.ExceptUserArg("Column", $"Column '{column}' does not have compatible type");
        }
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _source.Schema;

    public static bool Accepts(DataViewType type)
        => type == NumberDataViewType.Single || type == NumberDataViewType.Double || type is KeyDataViewType;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => MakeCursor(columnsNeeded, needed => _source.GetRowCursor(needed, CanShuffle ? rand : null));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private DataViewRowCursor MakeCursor(
        IEnumerable<DataViewSchema.Column> columns, Func<IEnumerable<DataViewSchema.Column>, DataViewRowCursor> open)
    {
        var active = RowCursorUtils.ActiveOf(columns, Schema);
        var input = open(Schema.Where(c => active[c.Index] || c.Index == _column.Index));
        return (DataViewRowCursor)Activator.CreateInstance(
            typeof(Cursor<>).MakeGenericType(_column.Type.RawType), this, input, active)!;
    }

    /// <summary>Bounds, each inclusive or not; <paramref name="Outside"/> turns it around.</summary>
    internal readonly record struct Range(double Min, double Max, bool IncludeMax, bool Outside = false)
    {
        public bool Contains(double value)
        {
            // NaN compares false either way, so it is never outside either.
            bool below = value < Min;
            bool above = IncludeMax ? value > Max : value >= Max;
            bool inside = value >= Min && (IncludeMax ? value <= Max : value < Max);
            return Outside ? below || above : inside;
        }
    }
}

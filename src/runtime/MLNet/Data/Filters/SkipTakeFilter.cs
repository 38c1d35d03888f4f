using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Leaves out rows at the start, and all after a number of rows.</summary>
internal sealed class SkipTakeFilter : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly long _skip;
    private readonly long _take;

    public SkipTakeFilter(IHostEnvironment env, IDataView input, long skip = 0, long take = long.MaxValue)
    {
        _host = env.Register("SkipTakeFilter");
        _source = input;
        _skip = skip;
        _take = take;
    }

    /// <summary>False: in another order these would be other rows.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount()
        => _source.GetRowCount() is { } rows ? Math.Min(Math.Max(0, rows - _skip), _take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        return new Cursor(this, _source.GetRowCursor(Schema.Where(c => active[c.Index])), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor : LinkedRootCursorBase
    {
        private readonly SkipTakeFilter _parent;
        private bool _started;

        public Cursor(SkipTakeFilter parent, DataViewRowCursor input, bool[] active)
            : base(parent._host, input, parent.Schema, active)
        {
            _parent = parent;
        }

        public override long Batch => 0;

        protected override bool MoveNextCore()
        {
            if (Position + 1 >= _parent._take)
            {
                return false;
            }
            for (long skipped = 0; !_started && skipped < _parent._skip; skipped++)
            {
                if (!Input.MoveNext())
                {
                    return false;
                }
            }
            _started = true;
            return Input.MoveNext();
        }
    }
}

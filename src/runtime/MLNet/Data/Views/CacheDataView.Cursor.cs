using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal sealed partial class CacheDataView
{
    private sealed class Cursor : RootCursorBase
    {
        private readonly CacheDataView _parent;
        private readonly CacheFiller[] _fillers;
        private readonly int[]? _order;
        private readonly Delegate?[] _getters;

        public Cursor(CacheDataView parent, bool[] active, CacheFiller[] fillers, int[]? order)
            : base(parent._host)
        {
            _parent = parent;
            _fillers = fillers;
            _order = order;
            _getters = active.Select((isActive, i) => isActive ? parent._columns[i]!.MakeGetter(Row) : null).ToArray();
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.CheckParam(column.Index < _getters.Length, nameof(column), "requested column not active");
            return _getters[column.Index] is not null;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId value) => value = new DataViewRowId((ulong)Row(), 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return RowCursorUtils.Typed<TValue>(Ch, _getters[column.Index]!);
        }

        protected override bool MoveNextCore()
        {
            long next = Position + 1;
            if (_order is not null && next >= _order.Length)
            {
                return false;
            }
            long row = _order?[next] ?? next;
            return _fillers.Length > 0
                ? _fillers.All(filler => filler.Reach(row))
                : row < _parent._rowCount;
        }

        private int Row()
        {
            CheckGood();
            return _order?[Position] ?? (int)Position;
        }
    }
}

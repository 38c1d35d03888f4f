using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

/// <summary>Ten rows of A (0 to 9) and B (0 to 90); remembers which columns were asked for and what was disposed.</summary>
internal sealed class ProbeDataView : IDataView
{
    public const int Rows = 10;

    public ProbeDataView(bool canShuffle = false, int failAt = -1)
    {
        CanShuffle = canShuffle;
        FailAt = failAt;
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Int32);
        builder.AddColumn("B", NumberDataViewType.Single);
        Schema = builder.ToSchema();
    }

    public List<string> Requests { get; } = [];

    public List<Random?> Randoms { get; } = [];

    public int FailAt { get; }

    public int RowsRead { get; set; }

    public int Disposed { get; set; }

    public bool CanShuffle { get; }

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = columnsNeeded.Select(c => c.Index).ToHashSet();
        Requests.Add(string.Join(",", Schema.Where(c => active.Contains(c.Index)).Select(c => c.Name)));
        Randoms.Add(rand);
        return new Cursor(this, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(ProbeDataView parent, HashSet<int> active) : DataViewRowCursor
    {
        private long _position = -1;
        private bool _disposed;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => parent.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position + 100, 7);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentOutOfRangeException(nameof(column), "not active");
            }

            Delegate getter = column.Index == 0
                ? (ValueGetter<int>)((ref int value) => value = (int)_position)
                : (ValueGetter<float>)((ref float value) => value = 10f * _position);
            return (ValueGetter<TValue>)getter;
        }

        public override bool MoveNext()
        {
            if (_position + 1 == parent.FailAt)
            {
                throw new InvalidDataException("row cannot be read");
            }

            if (_disposed || _position + 1 >= Rows)
            {
                _position = -1;
                Dispose();
                return false;
            }

            _position++;
            parent.RowsRead++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (!_disposed)
            {
                _disposed = true;
                parent.Disposed++;
            }
        }
    }
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Draws rows from a pool that is filled from a source in its order: each draw picks one of the rows in the pool, the row at
/// the pool's head takes its place, and the next row of the source comes in at the end.
/// </summary>
internal sealed class PoolCursor : RootCursorBase
{
    private readonly DataViewRowCursor _input;
    private readonly Random _random;
    private readonly int[] _slots;
    private readonly PooledColumn?[] _columns;
    private readonly PooledColumn _ids;
    private int _head;
    private int _count;
    private int _current = -1;
    private bool _ended;

    public PoolCursor(IChannelProvider provider, DataViewRowCursor input, int poolRows, Random random)
        : base(provider)
    {
        _input = input;
        _random = random;
        _slots = Enumerable.Range(0, poolRows).ToArray();
        _columns = input.Schema.Select(column => input.IsColumnActive(column)
            ? PooledColumn.Create(column.Type, RowCursorUtils.GetGetterAsDelegate(input, column), poolRows, () => _current)
            : null).ToArray();
        _ids = PooledColumn.Create(RowIdDataViewType.Instance, input.GetIdGetter(), poolRows, () => _current);
    }

    public override DataViewSchema Schema => _input.Schema;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _input.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)_ids.Getter;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(_columns[column.Index] is not null, nameof(column), "requested column not active");
        return RowCursorUtils.Typed<TValue>(Ch, _columns[column.Index]!.Getter);
    }

    protected override bool MoveNextCore()
    {
        if (_current >= 0)
        {
            // The row that was read leaves the pool; its slot is the next to be filled.
            _head = (_head + 1) % _slots.Length;
            _count--;
        }
        Fill();
        if (_count == 0)
        {
            return false;
        }
        int drawn = (_head + _random.Next(_count)) % _slots.Length;
        (_slots[_head], _slots[drawn]) = (_slots[drawn], _slots[_head]);
        _current = _slots[_head];
        return true;
    }

    private void Fill()
    {
        while (_count < _slots.Length && !_ended)
        {
            if (!Read())
            {
                _ended = true;
                return;
            }
            int slot = _slots[(_head + _count) % _slots.Length];
            _ids.Keep(slot);
            foreach (var column in _columns)
            {
                column?.Keep(slot);
            }
            _count++;
        }
    }

    private bool Read()
    {
        try
        {
            return _input.MoveNext();
        }
        catch (Exception e)
        {
            throw Ch.Except(e, "Shuffle input cursor reader failed with an exception");
        }
    }
}

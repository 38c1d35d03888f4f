using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Keeps in memory what has been read of a data view. Columns are read when first asked for, once, and only as far as a
/// cursor goes. Columns whose values cannot be copied, such as images, are not in the cached view, as in ML.NET.
/// </summary>
internal sealed partial class CacheDataView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly object _lock = new();
    private readonly CachedColumn?[] _columns;
    private CacheFiller? _lastFiller;
    private long _rowCount;

    public CacheDataView(IHostEnvironment env, IDataView input, int[]? prefetch)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("Cache");
        _host.CheckValue(input, nameof(input));
        foreach (int column in prefetch ?? [])
        {
            var (name, type) = (input.Schema[column].Name, input.Schema[column].Type);
            if (!ColumnSubset.IsCacheable(type))
            {
                throw _host.Except("Asked to prefetch column '{0}' into cache, but it is of unhandled type '{1}'", name, type);
            }
        }
        _source = ColumnSubset.CacheableOf(_host, input);
        _columns = new CachedColumn?[_source.Schema.Count];
        _rowCount = _source.GetRowCount() ?? -1;
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount()
    {
        long known = System.Threading.Interlocked.Read(ref _rowCount);
        return known < 0 ? null : known;
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        var fillers = Prepare(active);
        int[]? order = rand is null ? null : RandomPermutation(rand, CountRows(fillers));
        return new Cursor(this, active, fillers, order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>A random order of the numbers below <paramref name="size"/>, ML.NET's for the same generator.</summary>
    internal static int[] RandomPermutation(Random rand, int size)
    {
        var order = Enumerable.Range(0, size).ToArray();
        for (int i = 0; i < size; i++)
        {
            int other = i + rand.Next(size - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    // Those still at work on the active columns; one that counts rows where nothing else would.
    private CacheFiller[] Prepare(bool[] active)
    {
        lock (_lock)
        {
            var missing = Schema.Where(c => active[c.Index] && _columns[c.Index] is null).ToArray();
            if (missing.Length > 0 || (_lastFiller is null && _rowCount < 0))
            {
                var cursor = _source.GetRowCursor(missing);
                var columns = missing.Select(c => CachedColumn.Create(cursor, c)).ToArray();
                _lastFiller = new CacheFiller(_host, cursor, columns, OnCounted);
                foreach (var column in columns)
                {
                    column.Filler = _lastFiller;
                    _columns[column.Index] = column;
                }
            }
            var fillers = _columns.Where((c, i) => active[i]).Select(c => c!.Filler!).Distinct().ToArray();
            return fillers.Length == 0 && _rowCount < 0 ? [_lastFiller!] : fillers;
        }
    }

    private int CountRows(CacheFiller[] fillers)
    {
        if (_rowCount < 0)
        {
            fillers[0].Reach(long.MaxValue);
        }
        return (int)_rowCount;
    }

    private void OnCounted(long rows) => System.Threading.Interlocked.CompareExchange(ref _rowCount, rows, -1);
}

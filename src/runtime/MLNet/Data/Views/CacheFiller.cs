using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads a source's rows into cached columns, as far as anyone asked for. Thread-safe.</summary>
internal sealed class CacheFiller
{
    private readonly IHost _host;
    private readonly object _lock = new();
    private readonly CachedColumn[] _columns;
    private readonly Action<long> _onCounted;
    private DataViewRowCursor? _cursor;
    private Exception? _error;
    private long _rows;

    public CacheFiller(IHost host, DataViewRowCursor cursor, CachedColumn[] columns, Action<long> onCounted)
    {
        _host = host;
        _cursor = cursor;
        _columns = columns;
        _onCounted = onCounted;
    }

    /// <summary>Whether there is such a row, after reading up to it.</summary>
    public bool Reach(long row)
    {
        lock (_lock)
        {
            while (_rows <= row && _cursor is not null && _error is null)
            {
                ReadOne(_cursor);
            }
            return _error is null
                ? row < _rows
                : throw _host.Except(_error, "Event we were waiting on was subject to an exception");
        }
    }

    private void ReadOne(DataViewRowCursor cursor)
    {
        try
        {
            if (cursor.MoveNext())
            {
                foreach (var column in _columns)
                {
                    column.Add();
                }
                _rows++;
                return;
            }
            _onCounted(_rows);
        }
        catch (Exception e)
        {
            // Kept, so that every later reader learns of it too.
            _error = e;
        }
        _cursor = null;
        cursor.Dispose();
    }
}

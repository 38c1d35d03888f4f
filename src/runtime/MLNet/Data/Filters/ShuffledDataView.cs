using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Rows in a random order: the source's own shuffling where it can, then a pool from which rows are drawn. Columns whose
/// values cannot be copied, such as images, are not in the shuffled view, as in ML.NET.
/// </summary>
internal sealed class ShuffledDataView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int _poolRows;
    private readonly bool _shuffleSource;
    private readonly int _seed;

    public ShuffledDataView(IHostEnvironment env, IDataView input, int poolRows, bool shuffleSource, int? seed)
    {
        _host = env.Register("Shuffle");
        _poolRows = poolRows;
        _shuffleSource = shuffleSource;
        // One draw, whose bits may be negative: an environment's seed decides it.
        _seed = seed ?? ((TauswortheHybrid)_host.Rand).NextSigned();
        _source = ColumnSubset.CacheableOf(env, input);
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = RowCursorUtils.ActiveOf(columnsNeeded, Schema);
        var random = rand ?? RandomUtils.Create(_seed);
        // The source's generator is drawn from ours before the pool draws from it.
        var sourceRandom = _shuffleSource ? RandomUtils.Create(random) : null;
        var input = _source.GetRowCursor(Schema.Where(c => active[c.Index]), sourceRandom);
        return _poolRows == 1 ? input : new PoolCursor(_host, input, _poolRows, random);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}

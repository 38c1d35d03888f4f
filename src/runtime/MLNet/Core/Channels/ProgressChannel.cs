namespace Microsoft.ML.Runtime;

/// <summary>A progress channel without listeners: a context logs messages only, so reports are checked and dropped.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    private readonly IExceptionContext _context;
    private readonly bool _isRoot;
    private ProgressHeader _header = new();
    private bool _disposed;

    public ProgressChannel(IExceptionContext context, bool isRoot = true)
    {
        _context = context;
        _isRoot = isRoot;
    }

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

    public void Checkpoint(params double?[] values)
    {
        if (!_isRoot)
        {
            return;
        }
        _context.Check(!_disposed, "Can't report checkpoints after disposing");
        // A limit may follow each unit's progress.
        int places = _header.MetricNames.Count + (2 * _header.UnitNames.Count);
        _context.Check((values?.Length ?? 0) <= places, "Too many values provided in Checkpoint");
    }

    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel(_context, isRoot: false);

    public void Dispose() => _disposed = true;
}

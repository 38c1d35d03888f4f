using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>
/// A model file, read again when it changed. It is looked at each second rather than watched by the system, which tells nothing of
/// network drives and of files that are swapped by a link; and it is read once it has kept still for a second, so never half written.
/// </summary>
internal sealed partial class FileModelLoader(IOptions<MLOptions> options, ILogger<FileModelLoader> logger) : ModelLoader, IDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private string _path = string.Empty;
    private ITransformer? _model;
    private ModelReloadToken _token = new();
    private Timer? _timer;
    private (DateTime, long)? _read;
    private (DateTime, long)? _seen;

    public void Start(string path, bool watch)
    {
        _path = Path.GetFullPath(path);
        _read = Stamp() ?? throw new ArgumentException($"The model file '{path}' does not exist.", nameof(path));
        _model = options.Value.MLContext.Model.Load(_path, out _);
        if (watch)
        {
            _timer = new Timer(_ => Look(), null, _period, _period);
        }
    }

    public override ITransformer GetModel() => Volatile.Read(ref _model) ?? throw new InvalidOperationException("The loader was not started.");

    public override IChangeToken GetReloadToken() => Volatile.Read(ref _token);

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        // A look that takes longer than the period is not overtaken.
        if (!_lock.TryEnter())
        {
            return;
        }

        try
        {
            (DateTime, long)? stamp = Stamp();
            if (stamp is not null && stamp != _read && stamp == _seen)
            {
                _read = stamp;
                Reload();
            }

            _seen = stamp;
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void Reload()
    {
        try
        {
            Volatile.Write(ref _model, options.Value.MLContext.Model.Load(_path, out _));
            Interlocked.Exchange(ref _token, new ModelReloadToken()).OnReload();
            LogReloaded(_path);
        }
        catch (Exception e)
        {
            LogNotReloaded(e, _path);
        }
    }

    private (DateTime, long)? Stamp() => new FileInfo(_path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Model file '{path}' was read again")]
    private partial void LogReloaded(string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Model file '{path}' changed and cannot be read; the model before it stays")]
    private partial void LogNotReloaded(Exception exception, string path);
}

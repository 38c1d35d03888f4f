using System.Security.Cryptography;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.ML;
using Microsoft.ML.Transforms.Image;
using MLNetDetection;

namespace WebApi.Detection;

/// <summary>
/// The model file as the pool's loader. A file that changed replaces the model once it is whole and was read; until then, and where it
/// cannot be read, the model before it goes on serving. Of a saved pipeline the detector alone is taken: pictures come from requests.
/// </summary>
public sealed partial class ModelFile(IOptions<ServingOptions> options, IOptions<MLOptions> ml, ILogger<ModelFile> logger) : ModelLoader, IDisposable
{
    private readonly string _path = options.Value.Model.Length == 0 ? "" : Path.GetFullPath(options.Value.Model);
    private readonly Lock _lock = new();
    private ModelReloadToken _token = new();
    private SharedModel? _model;
    private (DateTime, long)? _read;
    private (DateTime, long)? _seen;

    /// <summary>The present model; null while there is none.</summary>
    public SharedModel? Current => Volatile.Read(ref _model);

    /// <summary>Why there is no model, or why the file's last state was not taken; null where all is well.</summary>
    public string? Problem { get; private set; }

    public override ITransformer GetModel() => Current ?? throw new InvalidOperationException(Problem);

    public override IChangeToken GetReloadToken() => Volatile.Read(ref _token);

    /// <summary>Looks at the file, and reads it where it is another than before and did not change since the last look.</summary>
    /// <param name="isFirst">Does not wait for a second look.</param>
    public void Look(bool isFirst = false)
    {
        (DateTime, long)? stamp = Stamp();
        if (stamp is null)
        {
            Problem ??= Missing();
        }
        else if (stamp != _read && (isFirst || stamp == _seen))
        {
            _read = stamp;
            Read();
        }

        _seen = stamp;
    }

    /// <summary>Runs something while the model is not replaced.</summary>
    public T WhileCurrent<T>(Func<SharedModel?, T> use)
    {
        lock (_lock)
        {
            return use(_model);
        }
    }

    public void Dispose() => Replace(null);

    private void Read()
    {
        try
        {
            SharedModel next = Load();
            Problem = null;
            Replace(next);
            LogLoaded(_path, Current!.Version, Current.Classes.Count);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Problem = Current is null ? $"The model file '{Path.GetFileName(_path)}' cannot be read: {e.Message}"
                : $"The model file '{Path.GetFileName(_path)}' changed and cannot be read; version {Current.Version} goes on serving. {e.Message}";
            LogNotLoaded(e, _path, Current?.Version);
        }
    }

    private SharedModel Load()
    {
        // Of one opened file, so that the version is that of what was read.
        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        string version = Convert.ToHexStringLower(SHA256.HashData(file))[..12];
        file.Position = 0;
        ITransformer[] parts = [.. Parts(ml.Value.MLContext.Model.Load(file, out _))];
        SsdTransformer detector = parts.OfType<SsdTransformer>().LastOrDefault() ?? throw new InvalidDataException("it holds no detector of this library.");
        if (parts.OfType<ImageResizingTransformer>().Any())
        {
            detector.Dispose();
            throw new InvalidDataException("it was trained behind ResizeImages; this server gives the network whole pictures.");
        }

        return new SharedModel(detector, Path.GetFileNameWithoutExtension(_path), version, DateTimeOffset.UtcNow);
    }

    private void Replace(SharedModel? next)
    {
        SharedModel? before;
        lock (_lock)
        {
            before = _model;
            _model = next;
            if (next is not null)
            {
                // The pool has gone over to the new model when this returns.
                Interlocked.Exchange(ref _token, new ModelReloadToken()).OnReload();
            }
        }

        before?.RemoveUser();
    }

    private string Missing() => _path.Length == 0
        ? "No model is configured. Train one, for example by './build.sh demo', and start with --Detection:Model=PATH."
        : $"There is no model file '{_path}'. Train one, for example by './build.sh demo', and start with --Detection:Model=PATH.";

    private (DateTime, long)? Stamp() => _path.Length > 0 && new FileInfo(_path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;

    private static IEnumerable<ITransformer> Parts(ITransformer model) => model is IEnumerable<ITransformer> chain ? chain.SelectMany(Parts) : [model];

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Path} loaded: version {Version}, {Classes} classes")]
    private partial void LogLoaded(string path, string version, int classes);

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Path} cannot be read; serving goes on with version {Version}")]
    private partial void LogNotLoaded(Exception exception, string path, string? version);
}

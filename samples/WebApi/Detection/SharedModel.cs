using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection;

namespace WebApi.Detection;

/// <summary>
/// One version of the detector, shared by many engines. It is no IDisposable, so that neither an engine nor a pool frees it while
/// requests use it: the last of its users does.
/// </summary>
public sealed class SharedModel(SsdTransformer detector, string name, string version, DateTimeOffset loadedAt) : ITransformer
{
    private int _users = 1; // whoever made it

    public string Name => name;

    /// <summary>The first 12 hexadecimal digits of the file's SHA-256.</summary>
    public string Version => version;

    public DateTimeOffset LoadedAt => loadedAt;

    public IReadOnlyList<string> Classes { get; } = [.. detector.ClassNames];

    /// <summary>The model gives no object below this score.</summary>
    public float ScoreThreshold => detector.DetectOptions.ScoreThreshold;

    /// <summary>Whether the last user has gone.</summary>
    public bool IsFreed => Volatile.Read(ref _users) == 0;

    public bool IsRowToRowMapper => detector.IsRowToRowMapper;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => detector.GetOutputSchema(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => detector.GetRowToRowMapper(inputSchema);

    public IDataView Transform(IDataView input) => detector.Transform(input);

    public void Save(ModelSaveContext ctx) => ((ICanSaveModel)detector).Save(ctx);

    public void AddUser() => Interlocked.Increment(ref _users);

    public void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            detector.Dispose();
        }
    }
}

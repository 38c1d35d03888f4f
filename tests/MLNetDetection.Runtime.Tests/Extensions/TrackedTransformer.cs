using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.Extensions;

/// <summary>Another transformer that counts how often it is disposed.</summary>
internal sealed class TrackedTransformer(ITransformer inner) : ITransformer, IDisposable
{
    public int Disposals { get; private set; }

    public bool IsRowToRowMapper => inner.IsRowToRowMapper;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

    public IDataView Transform(IDataView input) => inner.Transform(input);

    public void Save(ModelSaveContext ctx) => inner.Save(ctx);

    public void Dispose() => Disposals++;
}

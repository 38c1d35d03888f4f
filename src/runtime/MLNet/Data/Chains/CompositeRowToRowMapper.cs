using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Row mappers that are applied one after the other.</summary>
internal sealed class CompositeRowToRowMapper : IRowToRowMapper, IDisposable
{
    private bool _disposed;

    public CompositeRowToRowMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers)
    {
        InputSchema = inputSchema;
        InnerMappers = mappers;
        OutputSchema = mappers.Length > 0 ? mappers[^1].OutputSchema : inputSchema;
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    internal IRowToRowMapper[] InnerMappers { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => InnerMappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckValue(activeColumns, nameof(activeColumns));
        Contracts.CheckParam(input.Schema == InputSchema, nameof(input), "Schema did not match original schema");
        var active = activeColumns.ToArray();
        if (InnerMappers.Length == 0)
        {
            CheckActive(input, active);
            return input;
        }

        // What each mapper must make is what the mappers after it need.
        var wanted = new IEnumerable<DataViewSchema.Column>[InnerMappers.Length];
        wanted[^1] = active;
        for (int i = wanted.Length - 1; i > 0; i--)
        {
            wanted[i - 1] = InnerMappers[i].GetDependencies(wanted[i]).ToArray();
        }
        var row = input;
        for (int i = 0; i < wanted.Length; i++)
        {
            row = InnerMappers[i].GetRow(row, wanted[i]);
        }
        return row;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        foreach (var mapper in InnerMappers)
        {
            (mapper as IDisposable)?.Dispose();
        }
    }

    private static void CheckActive(DataViewRow input, DataViewSchema.Column[] wanted)
    {
        foreach (var column in wanted)
        {
            if (!input.IsColumnActive(column))
            {
                throw Contracts.ExceptParam(nameof(input), $"Mapper required column '{column.Name}' active but it was not.");
            }
        }
    }
}

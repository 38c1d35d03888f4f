using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Data;

/// <summary>What an error calls a row: its number, and the path in its first text column where it has one.</summary>
internal sealed class RowNames
{
    private readonly DataViewSchema.Column? _column;
    private ValueGetter<ReadOnlyMemory<char>>? _getter;

    public RowNames(DataViewSchema schema)
    {
        IEnumerable<DataViewSchema.Column> texts = schema.Where(c => !c.IsHidden && c.Type is TextDataViewType);
        _column = texts.Cast<DataViewSchema.Column?>().FirstOrDefault(c => c!.Value.Name.Contains("path", StringComparison.OrdinalIgnoreCase)
            || c.Value.Name.Contains("file", StringComparison.OrdinalIgnoreCase)) ?? texts.Cast<DataViewSchema.Column?>().FirstOrDefault();
    }

    /// <summary>The column that a cursor must have active for the names to hold more than numbers.</summary>
    public IEnumerable<DataViewSchema.Column> Needed => _column is { } column ? [column] : [];

    public void Bind(DataViewRow row) => _getter = _column is { } column ? row.GetGetter<ReadOnlyMemory<char>>(column) : null;

    public string Of(long position)
    {
        if (_getter is null)
        {
            return $"row {position}";
        }

        ReadOnlyMemory<char> text = default;
        _getter(ref text);
        return $"row {position} ({text})";
    }
}

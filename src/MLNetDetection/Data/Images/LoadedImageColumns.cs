using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Data.Images;

/// <summary>The getters of a row or cursor with a loaded image; the last image goes with it.</summary>
internal sealed class LoadedImageColumns : IDisposable
{
    private readonly LoadedImageSchema _schema;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _path;
    private readonly Delegate _image;
    private MLImage? _last;

    public LoadedImageColumns(LoadedImageSchema schema, DataViewRow input, IEnumerable<DataViewSchema.Column> needed)
    {
        _schema = schema;
        _input = input;
        _active = new bool[schema.Output.Count];
        foreach (DataViewSchema.Column column in needed)
        {
            _active[column.Index] = true;
        }

        _path = _active[^1] ? input.GetGetter<ReadOnlyMemory<char>>(schema.Path) : null;
        _image = (ValueGetter<MLImage>)Load;
    }

    public bool IsActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    public ValueGetter<T> Getter<T>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column.Name}' is not active in this cursor.");
        }

        return !_schema.IsImage(column) ? _input.GetGetter<T>(_schema.Input[column.Index])
            : _image as ValueGetter<T> ?? throw new InvalidOperationException($"Invalid TValue in GetGetter: column '{column.Name}' holds {column.Type.RawType}, not {typeof(T)}.");
    }

    public void Dispose()
    {
        _last?.Dispose();
        _last = null;
    }

    // Whoever reuses a variable for the next row gives up the image in it, as with ML.NET's LoadImages.
    private void Load(ref MLImage value)
    {
        value?.Dispose();
        value = null!;
        ReadOnlyMemory<char> path = default;
        _path!(ref path);
        _last = _schema.Transformer.Load(path);
        value = _last!;
    }
}

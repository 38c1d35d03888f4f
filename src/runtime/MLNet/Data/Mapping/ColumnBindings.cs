namespace Microsoft.ML.Data;

/// <summary>Merges added columns into a schema; one with a name in use comes right after the column that it hides.</summary>
internal sealed class ColumnBindings
{
    // Place in the merged schema to input column, or to the complement of an added one.
    private readonly int[] _sources;

    public ColumnBindings(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        InputSchema = input;
        var sources = Enumerable.Range(0, input.Count).ToList();
        string NameOf(int source) => source >= 0 ? input[source].Name : added[~source].Name;
        for (int i = 0; i < added.Length; i++)
        {
            int hidden = sources.FindLastIndex(source => NameOf(source) == added[i].Name);
            sources.Insert(hidden < 0 ? sources.Count : hidden + 1, ~i);
        }
        _sources = sources.ToArray();
        Schema = SchemaExtensions.MakeSchema(
            _sources.Select(source => source >= 0 ? new DataViewSchema.DetachedColumn(input[source]) : added[~source]));

        var places = new int[added.Length];
        for (int i = 0; i < _sources.Length; i++)
        {
            if (_sources[i] < 0)
            {
                places[~_sources[i]] = i;
            }
        }
        AddedColumnIndices = places;
    }

    /// <summary>The places of the added columns in the merged schema.</summary>
    public IReadOnlyList<int> AddedColumnIndices { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema Schema { get; }

    /// <summary>The input column, or the added one, behind a place of the merged schema.</summary>
    public int MapColumnIndex(out bool isSource, int column)
    {
        int source = _sources[column];
        isSource = source >= 0;
        return isSource ? source : ~source;
    }

    /// <summary>Which input columns pass through to active places.</summary>
    public bool[] GetActiveInput(bool[] active)
    {
        var input = new bool[InputSchema.Count];
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && _sources[i] >= 0)
            {
                input[_sources[i]] = true;
            }
        }
        return input;
    }
}

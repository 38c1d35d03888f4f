namespace Microsoft.ML.Data;

/// <summary>Adds one column, computed from another, that decides into which part of a split a row goes.</summary>
internal sealed class SamplingKeyMapper : IRowMapper
{
    private readonly DataViewSchema.Column _source;
    private readonly DataViewSchema.DetachedColumn _output;
    private readonly Func<DataViewRow, DataViewSchema.Column, Delegate> _makeGetter;

    private SamplingKeyMapper(DataViewSchema.Column source, string name, DataViewType type,
        Func<DataViewRow, DataViewSchema.Column, Delegate> makeGetter)
    {
        _source = source;
        _output = new DataViewSchema.DetachedColumn(name, type);
        _makeGetter = makeGetter;
    }

    /// <summary>Rows with an equal value get an equal key, so that they stay together.</summary>
    public static SamplingKeyMapper Hash(DataViewSchema.Column source, string name, uint seed)
    {
        var type = new KeyDataViewType(typeof(uint), 1 << SamplingKeyHash.Bits);
        return new SamplingKeyMapper(source, name, type, (row, column) => SamplingKeyHash.MakeGetter(row, column, seed));
    }

    /// <summary>Numbers are scaled to 0 to 1, so that each part gets a range of them.</summary>
    public static SamplingKeyMapper Scale(IDataView data, DataViewSchema.Column source, string name)
        => source.Type == NumberDataViewType.Single
            ? new SamplingKeyMapper(source, name, source.Type, SamplingKeyScale.Single(data, source))
            : new SamplingKeyMapper(source, name, source.Type, SamplingKeyScale.Double(data, source));

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput) => column => column == _source.Index && activeOutput(0);

    public Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
    {
        disposer = null;
        return [activeOutput(0) ? _makeGetter(input, _source) : null];
    }

    public DataViewSchema.DetachedColumn[] GetOutputColumns() => [_output];
}

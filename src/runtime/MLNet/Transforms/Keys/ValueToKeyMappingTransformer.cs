using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to keys; a value that was not learned becomes the missing key, 0.</summary>
public sealed partial class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    private readonly KeyDictionary[] _dictionaries;
    private readonly bool[] _valuesAsText;

    internal ValueToKeyMappingTransformer(
        IHostEnvironment env, IDataView input, (string Output, string Input)[] columns, KeyTrainingOptions options)
        : base(Contracts.CheckRef(env, nameof(env)).Register("Term"), columns)
    {
        using var channel = Host.Start("Training");
        var types = ColumnPairs.Select(pair => Check(input.Schema, pair.inputColumnName)).ToArray();
        _dictionaries = options.KeyData is null
            ? Learn(channel, input, types, options)
            : LearnFrom(channel, options.KeyData, types, options);
        _valuesAsText = types.Select(_ => options.ValuesAsText).ToArray();
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private DataViewType Check(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw Host.ExceptSchemaMismatch("inputSchema", "input", name);
        }
        var item = column.Type.GetItemType();
        if (item is not KeyDataViewType && !item.IsStandardScalar())
        {
            throw Host.ExceptSchemaMismatch(
                "inputSchema", "input", name, "standard type or a vector of standard type", column.Type.ToString()!);
        }
        return column.Type;
    }

    private KeyDictionary[] Learn(IChannel channel, IDataView input, DataViewType[] types, KeyTrainingOptions options)
    {
        channel.CheckUserArg(options.MaximumNumberOfKeys > 0, "MaxNumTerms", "Must be positive");
        var sources = ColumnPairs.Select(pair => input.Schema[pair.inputColumnName]).ToArray();
        using var cursor = input.GetRowCursor(sources.DistinctBy(source => source.Index));
        var dictionaries = types.Select(type => KeyDictionary.Create((PrimitiveDataViewType)type.GetItemType())).ToArray();
        var readers = dictionaries.Select((d, i) => d.MakeReader(cursor, sources[i], options.MaximumNumberOfKeys)).ToList();
        while (readers.Count > 0 && cursor.MoveNext())
        {
            // A reader that has all the keys it may have is done.
            readers.RemoveAll(read => !read());
        }
        for (int i = 0; i < dictionaries.Length; i++)
        {
            if (dictionaries[i].Count == 0)
            {
                channel.Warning("Term map for output column '{0}' contains no entries.", ColumnPairs[i].outputColumnName);
            }
            dictionaries[i].Finish(options.Order);
        }
        return dictionaries;
    }

    private KeyDictionary[] LearnFrom(IChannel channel, IDataView keyData, DataViewType[] types, KeyTrainingOptions options)
    {
        var dictionary = KeyDictionary.Create((PrimitiveDataViewType)types[0].GetItemType());
        var column = keyData.Schema[0];
        if (!column.Type.Equals(dictionary.ItemType))
        {
            throw channel.ExceptUserArg(
                nameof(keyData), $"Input data's column must be of type '{dictionary.ItemType}' but was '{column.Type}'");
        }
        using (var cursor = keyData.GetRowCursor([column]))
        {
            var read = dictionary.MakeReader(cursor, column, int.MaxValue);
            while (cursor.MoveNext() && read())
            {
            }
        }
        if (dictionary.Count == 0)
        {
            channel.Warning("Map from the term data resulted in an empty map.");
        }
        dictionary.Finish(options.Order);
        for (int i = 0; i < types.Length; i++)
        {
            if (!types[i].GetItemType().Equals(dictionary.ItemType))
            {
                throw channel.ExceptParam(nameof(keyData), $"Terms from input data type '{dictionary.ItemType}' but mismatches "
                    + $"column '{ColumnPairs[i].outputColumnName}' item type '{types[i].GetItemType()}'");
            }
        }
        return types.Select(_ => dictionary).ToArray();
    }
}

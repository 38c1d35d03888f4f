using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>Reads a vector of classes, keys or text, as ids in a dictionary that the truth and the predictions share by name.</summary>
internal sealed class LabelVectorReader
{
    private readonly ClassDictionary _classes;
    private readonly int[] _keyToClass;
    private readonly ValueGetter<VBuffer<uint>>? _keys;
    private readonly ValueGetter<VBuffer<ReadOnlyMemory<char>>>? _texts;
    private readonly string _name;
    private VBuffer<uint> _keyValue;
    private VBuffer<ReadOnlyMemory<char>> _textValue;

    public LabelVectorReader(DataViewRow row, DataViewSchema.Column column, ClassDictionary classes)
    {
        _classes = classes;
        _name = column.Name;
        if (ColumnChecks.IsKeyVector(column.Type))
        {
            _keyToClass = [.. LabelMap.ClassNames(column).Select(classes.IdOf)];
            _keys = row.GetGetter<VBuffer<uint>>(column);
        }
        else
        {
            _keyToClass = [];
            _texts = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        }
    }

    /// <summary>The class ids of the row; -1 for a missing key.</summary>
    public int[] Read()
    {
        if (_texts is not null)
        {
            _texts(ref _textValue);
            return [.. _textValue.DenseValues().Select(t => _classes.IdOf(t.ToString()))];
        }

        _keys!(ref _keyValue);
        return [.. _keyValue.DenseValues().Select(ClassOf)];
    }

    private int ClassOf(uint key) => key == 0 ? -1
        : key <= _keyToClass.Length ? _keyToClass[key - 1]
        : throw new InvalidDataException($"Column '{_name}' holds the key {key}, and has {_keyToClass.Length} key values.");
}

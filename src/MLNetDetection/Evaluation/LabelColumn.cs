using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>Reads classes, keys or text, one or many in a row, as ids in a dictionary that truth and predictions share by name.</summary>
internal sealed class LabelColumn
{
    private readonly ClassDictionary _classes;
    private readonly int[] _keyToClass;
    private readonly ValueColumn<uint>? _keys;
    private readonly ValueColumn<ReadOnlyMemory<char>>? _texts;
    private readonly string _name;

    /// <summary>A column, whose keys are named by <paramref name="names"/> where that is given.</summary>
    public LabelColumn(DataViewRow row, DataViewSchema.Column column, ClassDictionary classes, string[]? names = null)
    {
        _classes = classes;
        _name = column.Name;
        _keyToClass = [];
        if (ColumnChecks.IsKey(column.Type))
        {
            _keyToClass = [.. (names ?? LabelMap.ClassNames(column)).Select(classes.IdOf)];
            _keys = new ValueColumn<uint>(row, column);
        }
        else
        {
            _texts = new ValueColumn<ReadOnlyMemory<char>>(row, column);
        }
    }

    public bool IsScalar => _keys?.IsScalar ?? _texts!.IsScalar;

    /// <summary>The class ids of the row; -1 for a missing key or an empty text.</summary>
    public int[] Read(Func<string> row) => _keys is null
        ? [.. _texts!.Read().Select(text => text.IsEmpty ? -1 : _classes.IdOf(text.ToString()))]
        : [.. _keys.Read().Select(key => ClassOf(key, row))];

    /// <summary>Names for the keys of both columns, or null where each has its own and these are to be compared.</summary>
    /// <exception cref="InvalidDataException">Keys without names that cannot be told from each other by number.</exception>
    public static string[]? CommonNames(DataViewSchema.Column truth, DataViewSchema.Column predicted)
    {
        if (!ColumnChecks.IsKey(truth.Type) || !ColumnChecks.IsKey(predicted.Type) || (LabelMap.HasNames(truth) && LabelMap.HasNames(predicted)))
        {
            return null;
        }

        string[] names = LabelMap.ClassNames(truth), other = LabelMap.ClassNames(predicted);
        return names.Length == other.Length ? LabelMap.HasNames(truth) ? names : other : throw new InvalidDataException(
            $"Column '{truth.Name}' has keys of {names.Length} values and column '{predicted.Name}' of {other.Length}, and not both carry names: "
            + "their classes cannot be matched. MapValueToKey gives names; so does text in both columns.");
    }

    private int ClassOf(uint key, Func<string> row) => key == 0 ? -1
        : key <= _keyToClass.Length ? _keyToClass[key - 1]
        : throw new InvalidDataException($"In {row()}, column '{_name}' holds the key {key}, and has {_keyToClass.Length} key values.");
}

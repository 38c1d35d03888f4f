using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

internal sealed partial class KeyDictionary<T>
{
    public override void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText)
    {
        if (Count == 0)
        {
            return;
        }
        if (asText && ItemType is not TextDataViewType)
        {
            var texts = _values.Select(value => TextOf(value, ItemType).AsMemory()).ToArray();
            AddValues(builder, TextDataViewType.Instance, texts);
        }
        else
        {
            AddValues(builder, ItemType, _values.ToArray());
        }
    }

    public override void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText, DataViewSchema.Column source)
    {
        if (source.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is VectorDataViewType values
            && values.Size == ItemType.GetKeyCountAsInt32())
        {
            Type[] valueType = [values.ItemType.RawType];
            GenericCall.Invoke(GetType(), this, nameof(AddBehind), valueType, builder, asText, source, values.ItemType);
        }
        else
        {
            AddKeyValues(builder, asText);
        }
    }

    public override void WriteText(TextWriter writer)
    {
        string type = ItemType is TextDataViewType ? "" : $" of type '{ItemType}'";
        writer.WriteLine($"# Number of terms{type} = {Count}");
        for (int i = 0; i < Count; i++)
        {
            writer.WriteLine($"{i}\t{TextOf(_values[i], ItemType)}");
        }
    }

    private static void AddValues<TValue>(DataViewSchema.Annotations.Builder builder, PrimitiveDataViewType type, TValue[] values)
        => builder.AddKeyValues(values.Length, type,
            (ref VBuffer<TValue> buffer) => VBuffer<TValue>.Copy(values, 0, ref buffer, values.Length));

    private static string TextOf<TValue>(TValue value, DataViewType type) => value switch
    {
        _ when type is KeyDataViewType => (Convert.ToUInt64(value) - 1).ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value!.ToString()!,
    };

    private void AddBehind<TValue>(
        DataViewSchema.Annotations.Builder builder, bool asText, DataViewSchema.Column source, PrimitiveDataViewType type)
    {
        if (Count == 0)
        {
            return;
        }
        VBuffer<TValue> all = default;
        source.GetKeyValues(ref all);
        var values = _values.Select(key => all.GetItemOrDefault((int)Convert.ToUInt64(key) - 1)).ToArray();
        if (asText && type is not TextDataViewType)
        {
            AddValues(builder, TextDataViewType.Instance, values.Select(value => TextOf(value, type).AsMemory()).ToArray());
        }
        else
        {
            AddValues(builder, type, values);
        }
    }
}

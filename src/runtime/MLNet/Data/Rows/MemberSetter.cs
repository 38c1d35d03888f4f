using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Makes actions that write a column's current value into a member of an object.</summary>
internal static class MemberSetter
{
    public static Action<TRow> Create<TRow>(DataViewRow row, DataViewSchema.Column source, RowColumn column)
    {
        if (column.MemberType == typeof(string))
        {
            return Text<TRow>(row, source, column);
        }
        if (column.MemberType == typeof(string[]))
        {
            return Texts<TRow>(row, source, column);
        }
        string method = column.MemberType.IsArray ? nameof(Items)
            : source.Type is VectorDataViewType ? nameof(Buffer)
            : nameof(Value);
        var item = source.Type.GetItemType().RawType;
        return (Action<TRow>)GenericCall.Invoke(typeof(MemberSetter), null, method, [typeof(TRow), item], row, source, column)!;
    }

    private static Action<TRow> Text<TRow>(DataViewRow row, DataViewSchema.Column source, RowColumn column)
    {
        var getter = row.GetGetter<ReadOnlyMemory<char>>(source);
        var write = RowMember.Writer<TRow, string>(column.Member);
        ReadOnlyMemory<char> text = default;
        return target =>
        {
            getter(ref text);
            write(target, text.ToString());
        };
    }

    private static Action<TRow> Texts<TRow>(DataViewRow row, DataViewSchema.Column source, RowColumn column)
    {
        var getter = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        var read = RowMember.Reader<TRow, string[]?>(column.Member);
        var write = RowMember.Writer<TRow, string[]?>(column.Member);
        VBuffer<ReadOnlyMemory<char>> texts = default;
        return target =>
        {
            getter(ref texts);
            var items = read(target);
            if ((items?.Length ?? 0) != texts.Length)
            {
                items = new string[texts.Length];
            }
            foreach (var (slot, text) in texts.Items(all: true))
            {
                items![slot] = text.ToString();
            }
            write(target, items);
        };
    }

    private static Action<TRow> Items<TRow, TItem>(DataViewRow row, DataViewSchema.Column source, RowColumn column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(source);
        var read = RowMember.Reader<TRow, TItem[]?>(column.Member);
        var write = RowMember.Writer<TRow, TItem[]?>(column.Member);
        VBuffer<TItem> value = default;
        return target =>
        {
            getter(ref value);
            // An object keeps its array where the vector fits it; null fits an empty one.
            var items = read(target);
            if ((items?.Length ?? 0) != value.Length || !value.IsDense)
            {
                items = new TItem[value.Length];
            }
            value.CopyTo(items);
            write(target, items);
        };
    }

    private static Action<TRow> Buffer<TRow, TItem>(DataViewRow row, DataViewSchema.Column source, RowColumn column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(source);
        var read = RowMember.Reader<TRow, VBuffer<TItem>>(column.Member);
        var write = RowMember.Writer<TRow, VBuffer<TItem>>(column.Member);
        return target =>
        {
            var value = read(target);
            getter(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> Value<TRow, TValue>(DataViewRow row, DataViewSchema.Column source, RowColumn column)
    {
        var getter = row.GetGetter<TValue>(source);
        var write = RowMember.Writer<TRow, TValue>(column.Member);
        TValue value = default!;
        return target =>
        {
            getter(ref value);
            write(target, value);
        };
    }
}

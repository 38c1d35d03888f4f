using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Makes column getters that read a member of the current object.</summary>
internal static class MemberGetter
{
    /// <summary>A maker of getters for a column, compiled once, used by each cursor with its own current object.</summary>
    public static Func<Func<TRow>, Delegate> Prepare<TRow>(RowColumn column)
    {
        var item = column.Type.GetItemType().RawType;
        if (column.MemberType == typeof(string))
        {
            return Text(RowMember.Reader<TRow, string?>(column.Member));
        }
        if (column.MemberType == typeof(string[]))
        {
            return Texts(RowMember.Reader<TRow, string?[]?>(column.Member));
        }
        string method = column.MemberType.IsArray ? nameof(Items)
            : column.Type is VectorDataViewType ? nameof(Buffer)
            : column.Type is KeyDataViewType ? nameof(Key)
            : nameof(Value);
        return (Func<Func<TRow>, Delegate>)GenericCall.Invoke(typeof(MemberGetter), null, method, [typeof(TRow), item], column)!;
    }

    private static Func<Func<TRow>, Delegate> Text<TRow>(Func<TRow, string?> read)
        => current => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = read(current()).AsMemory());

    private static Func<Func<TRow>, Delegate> Texts<TRow>(Func<TRow, string?[]?> read)
        => current => (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var texts = read(current()) ?? [];
            var editor = VBufferEditor.Create(ref value, texts.Length);
            for (int i = 0; i < texts.Length; i++)
            {
                editor.Values[i] = texts[i].AsMemory();
            }
            value = editor.Commit();
        });

    private static Func<Func<TRow>, Delegate> Items<TRow, TItem>(RowColumn column)
    {
        var read = RowMember.Reader<TRow, TItem[]?>(column.Member);
        return current => (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> value) =>
        {
            var items = read(current()) ?? [];
            var editor = VBufferEditor.Create(ref value, items.Length);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        });
    }

    private static Func<Func<TRow>, Delegate> Buffer<TRow, TItem>(RowColumn column)
    {
        var read = RowMember.Reader<TRow, VBuffer<TItem>>(column.Member);
        return current => (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> value) => read(current()).CopyTo(ref value));
    }

    private static Func<Func<TRow>, Delegate> Value<TRow, TValue>(RowColumn column)
    {
        var read = RowMember.Reader<TRow, TValue>(column.Member);
        return current => (ValueGetter<TValue>)((ref TValue value) => value = read(current()));
    }

    // The member counts from 0; keys count from 1, and what is too large becomes missing.
    private static Func<Func<TRow>, Delegate> Key<TRow, TValue>(RowColumn column)
    {
        Contracts.Check(typeof(TValue) != typeof(ushort));
        var read = RowMember.Reader<TRow, TValue>(column.Member);
        ulong count = column.Type.GetKeyCount();
        return current => (ValueGetter<TValue>)((ref TValue value) =>
        {
            ulong key = Convert.ToUInt64(read(current()));
            value = (TValue)Convert.ChangeType(key < count ? key + 1 : 0, typeof(TValue));
        });
    }
}

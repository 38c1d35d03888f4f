using Microsoft.ML.Data;
using Microsoft.ML.Data.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Reads dictionaries. Binary form: a byte for the kind; of text, the number of texts and each as a string of the model; of other
/// values, the type, their number and the packed values.
/// </summary>
internal static class KeyDictionaryLoader
{
    public const byte Text = 0;
    public const byte Codec = 1;

    public static KeyDictionary Load(IHost host, ModelLoadContext ctx)
    {
        byte kind = ctx.Reader.ReadByte();
        host.CheckDecode(kind is Text or Codec);
        if (kind == Text)
        {
            var texts = new KeyDictionary<ReadOnlyMemory<char>>(TextDataViewType.Instance);
            int count = ReadCount(host, ctx);
            for (int i = 0; i < count; i++)
            {
                host.CheckDecode(texts.Add(ctx.LoadNonEmptyString().AsMemory()));
            }
            return texts;
        }
        var type = TypeCodec.Read(ctx.Reader) as PrimitiveDataViewType ?? throw host.Except("Unrecognized codec read");
        return (KeyDictionary)GenericCall.Invoke(
            typeof(KeyDictionaryLoader), null, nameof(LoadValues), [type.RawType], host, ctx, type)!;
    }

    private static KeyDictionary LoadValues<T>(IHost host, ModelLoadContext ctx, PrimitiveDataViewType type)
        where T : notnull
    {
        int count = ReadCount(host, ctx);
        var dictionary = new KeyDictionary<T>(type);
        foreach (var value in ItemCodec<T>.For().Read(ctx.Reader, count))
        {
            host.CheckDecode(dictionary.Add(value), "Duplicate items in a dictionary of keys");
        }
        return dictionary;
    }

    private static int ReadCount(IHost host, ModelLoadContext ctx)
    {
        int count = ctx.Reader.ReadInt32();
        host.CheckDecode(count >= 0);
        return count;
    }
}

using System.Runtime.InteropServices;
using Microsoft.ML.Data.IO;

namespace Microsoft.ML.Transforms;

internal sealed partial class KeyDictionary<T>
{
    public override void Save(ModelSaveContext ctx)
    {
        if (this is KeyDictionary<ReadOnlyMemory<char>> texts)
        {
            ctx.Writer.Write(KeyDictionaryLoader.Text);
            ctx.Writer.Write(Count);
            foreach (var text in texts._values)
            {
                ctx.SaveNonEmptyString(text.ToString());
            }
            return;
        }
        ctx.Writer.Write(KeyDictionaryLoader.Codec);
        TypeCodec.Write(ctx.Writer, ItemType);
        ctx.Writer.Write(Count);
        ItemCodec<T>.For().Write(ctx.Writer, CollectionsMarshal.AsSpan(_values));
    }
}

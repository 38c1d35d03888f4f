using System.Text;

namespace Microsoft.ML;

internal sealed partial class ModelLoadContext
{
    /// <summary>Reads a nested part from its directory below this one; false where there is none.</summary>
    public bool TryProcessSubModel(string dir, Action<ModelLoadContext> action)
    {
        string path = Path.Join(Directory, dir);
        Repository.Entry? entry = Repository.OpenEntryOrNull(path, ModelStreamName);
        if (entry == null)
        {
            return false;
        }

        using (entry)
        using (var ctx = new ModelLoadContext(Repository, entry, path))
        {
            action(ctx);
        }

        return true;
    }

    /// <summary>
    /// Reads a further binary stream beside the main one; false where there is none. The stream is a temporary copy, gone
    /// when the action returns.
    /// </summary>
    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(action);
        Repository.Entry? entry = Repository.OpenEntryOrNull(Directory, name);
        if (entry == null)
        {
            return false;
        }

        using (entry)
        using (var reader = new BinaryReader(entry.Stream, Encoding.UTF8, leaveOpen: true))
        {
            action(reader);
        }

        return true;
    }
}

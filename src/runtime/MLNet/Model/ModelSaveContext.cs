using System.Text;

namespace Microsoft.ML;

/// <summary>
/// Where one part of a model writes itself: a main stream with a header and a table of strings, and, beside it in the
/// same directory, further streams and sub-models.
/// </summary>
public sealed class ModelSaveContext : IDisposable
{
    internal readonly RepositoryWriter Repository;
    internal readonly string? Directory;
    internal readonly BinaryWriter Writer;

    private readonly ModelHeader _header = new();
    private readonly Dictionary<string, int> _stringIds = new(StringComparer.Ordinal);
    private readonly List<string> _strings = [];
    private readonly Repository.Entry _entry;
    private string? _loaderAssemblyName;
    private bool _disposed;

    /// <summary>The main stream of <paramref name="dir"/> in a repository.</summary>
    internal ModelSaveContext(RepositoryWriter rep, string? dir, string name)
    {
        ArgumentNullException.ThrowIfNull(rep);
        Repository = rep;
        Directory = dir;
        _entry = rep.CreateEntry(dir, name);
        Writer = new BinaryWriter(_entry.Stream, Encoding.UTF8, leaveOpen: true);
        Writer.Write(new byte[ModelHeader.Size]);
    }

    private long Position
    {
        get
        {
            Writer.Flush();
            return Writer.BaseStream.Position;
        }
    }

    /// <summary>Closes the main stream; the repository then stores it.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Writer.Dispose();
            _entry.Dispose();
        }
    }

    /// <summary>Throws unless nothing has been written yet.</summary>
    internal void CheckAtModel() => Check(Position == ModelHeader.Size, "Something was written before the model");

    internal void SetVersionInfo(VersionInfo ver)
    {
        _header.SetVersionInfo(ver);
        _loaderAssemblyName = ver.LoaderAssemblyName;
    }

    /// <summary>Writes a further binary stream beside the main one.</summary>
    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(action);
        using Repository.Entry entry = Repository.CreateEntry(Directory, name);
        using var writer = new BinaryWriter(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(writer);
    }

    /// <summary>Writes the string's number in the table of strings, or -1 for null.</summary>
    internal void SaveStringOrNull(string? str) => Writer.Write(str == null ? -1 : IdOf(str));

    /// <summary>Writes the string's number in the table of strings.</summary>
    internal void SaveString(string str)
    {
        ArgumentNullException.ThrowIfNull(str);
        Writer.Write(IdOf(str));
    }

    /// <summary>Writes the string's number in the table of strings; refuses null and the empty string.</summary>
    internal void SaveNonEmptyString(string str)
    {
        ArgumentException.ThrowIfNullOrEmpty(str);
        Writer.Write(IdOf(str));
    }

    /// <summary>Saves a sub-model in its own directory below this one; null saves nothing.</summary>
    internal void SaveModel<T>(T? value, string name)
        where T : class
        => SaveModel(Repository, value, Path.Join(Directory, name));

    /// <summary>Saves an object as the main stream of <paramref name="path"/>; null saves nothing.</summary>
    internal static void SaveModel<T>(RepositoryWriter rep, T? value, string? path)
        where T : class
    {
        if (value == null)
        {
            return;
        }

        if (value is not ICanSaveModel model)
        {
            throw new InvalidOperationException($"{value.GetType()} cannot be saved: it is no {nameof(ICanSaveModel)}.");
        }

        using var ctx = new ModelSaveContext(rep, path, ModelLoadContext.ModelStreamName);
        model.Save(ctx);
        ctx.Done();
    }

    /// <summary>Saves a nested part in its own directory below this one.</summary>
    internal void SaveSubModel(string dir, Action<ModelSaveContext> fn)
    {
        using var ctx = new ModelSaveContext(Repository, Path.Join(Directory, dir), ModelLoadContext.ModelStreamName);
        fn(ctx);
        ctx.Done();
    }

    /// <summary>Completes the main stream: strings, loader's assembly, tail, and the header at its start.</summary>
    internal void Done()
    {
        Check(_header.ModelSignature != 0, "ModelSignature not specified!");
        _header.ModelSize = Position - ModelHeader.Size;
        WriteStrings();
        if (!string.IsNullOrEmpty(_loaderAssemblyName))
        {
            _header.AssemblyNameStart = Position;
            _header.AssemblyNameSize = (uint)_loaderAssemblyName.Length * sizeof(char);
            Writer.Write(Encoding.Unicode.GetBytes(_loaderAssemblyName));
        }

        _header.Tail = Position;
        Writer.Write(ModelHeader.TailSignatureValue);
        _header.End = Position;
        Writer.BaseStream.Position = 0;
        Writer.Write(_header.ToBytes());
        Writer.Flush();
        Writer.BaseStream.Position = _header.End;
        Dispose();
    }

    // A table of the end of each string in the characters that follow.
    private void WriteStrings()
    {
        if (_strings.Count == 0)
        {
            return;
        }

        _header.StringTableStart = Position;
        _header.StringTableSize = (long)_strings.Count * sizeof(long);
        long end = 0;
        foreach (string text in _strings)
        {
            end += (long)text.Length * sizeof(char);
            Writer.Write(end);
        }

        _header.StringCharsStart = Position;
        _header.StringCharsSize = end;
        foreach (string text in _strings)
        {
            // Not an Encoding: lone surrogates must survive.
            foreach (char c in text)
            {
                Writer.Write((ushort)c);
            }
        }
    }

    private int IdOf(string text)
    {
        if (!_stringIds.TryGetValue(text, out int id))
        {
            id = _strings.Count;
            _stringIds.Add(text, id);
            _strings.Add(text);
        }

        return id;
    }

    private static void Check(bool ok, string message)
    {
        if (!ok)
        {
            throw new InvalidOperationException(message);
        }
    }
}

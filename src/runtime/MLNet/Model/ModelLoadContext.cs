using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// From where one part of a model reads itself; the counterpart of <see cref="ModelSaveContext"/>. Its data may come from
/// anywhere, so every position and number is checked against the stream.
/// </summary>
internal sealed partial class ModelLoadContext : IDisposable
{
    public const string ModelStreamName = "Model.key";

    public readonly RepositoryReader Repository;
    public readonly string? Directory;
    public readonly BinaryReader Reader;
    public readonly string[] Strings;
    public readonly string? LoaderAssemblyName;

    private readonly ModelHeader _header;

    internal ModelLoadContext(RepositoryReader rep, Repository.Entry ent, string? dir)
    {
        Repository = rep;
        Directory = dir;
        Reader = new BinaryReader(ent.Stream, Encoding.UTF8, leaveOpen: true);
        _header = ModelHeader.FromBytes(Reader.ReadBytes(ModelHeader.Size), ent.Stream.Length);
        Strings = ReadStrings();
        LoaderAssemblyName = ReadAssemblyName();
        Seek(_header.Tail);
        CheckDecode(Reader.ReadUInt64() == ModelHeader.TailSignatureValue, "Corrupt model file tail");
        Seek(_header.ModelStart);
    }

    /// <summary>Throws unless nothing of the model was read yet and the part is of this kind and a version known here.</summary>
    public void CheckAtModel(VersionInfo ver)
    {
        Contracts.Check(Reader.BaseStream.Position == _header.ModelStart, "Something was read before the model");
        _header.CheckVersionInfo(ver);
    }

    public string? LoadStringOrNull()
    {
        int id = Reader.ReadInt32();
        return id == -1 ? null : StringOf(id);
    }

    public string LoadString() => StringOf(Reader.ReadInt32());

    public string LoadNonEmptyString()
    {
        string text = LoadString();
        CheckDecode(text.Length > 0, "An empty string where a name is expected");
        return text;
    }

    /// <summary>Checks that the whole model was read, and moves behind it.</summary>
    public void Done()
    {
        CheckDecode(Reader.BaseStream.Position == _header.ModelStart + _header.ModelSize,
            "The model was not read to its end");
        Seek(_header.End);
        Dispose();
    }

    public void Dispose() => Reader.Dispose();

    private string[] ReadStrings()
    {
        if (_header.StringTableStart == 0)
        {
            return [];
        }

        Seek(_header.StringTableStart);
        // The header was checked against the stream's length, so the table cannot be larger than the file.
        var ends = new long[_header.StringTableSize / sizeof(long)];
        long previous = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = Reader.ReadInt64();
            CheckDecode(ends[i] >= previous && ends[i] <= _header.StringCharsSize && ends[i] % sizeof(char) == 0,
                "Corrupt string table");
            previous = ends[i];
        }

        CheckDecode(previous == _header.StringCharsSize, "Corrupt string table");
        var strings = new string[ends.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            strings[i] = ReadUtf16((int)(ends[i] - (i == 0 ? 0 : ends[i - 1])));
        }

        return strings;
    }

    private string? ReadAssemblyName()
    {
        if (!_header.HasAssemblyName)
        {
            return null;
        }

        Seek(_header.AssemblyNameStart);
        return ReadUtf16((int)_header.AssemblyNameSize);
    }

    private string ReadUtf16(int bytes)
    {
        byte[] data = Reader.ReadBytes(bytes);
        CheckDecode(data.Length == bytes, "The file ends within a string");
        // Not an Encoding: lone surrogates must survive.
        return string.Create(bytes / sizeof(char), data, static (chars, source) =>
        {
            for (int i = 0; i < chars.Length; i++)
            {
                chars[i] = (char)(source[2 * i] | source[2 * i + 1] << 8);
            }
        });
    }

    private string StringOf(int id)
    {
        CheckDecode(id >= 0 && id < Strings.Length, "A string number that is not in the table");
        return Strings[id];
    }

    private void Seek(long offset) => Reader.BaseStream.Position = offset;

    private static void CheckDecode(bool ok, string message) => Contracts.CheckDecode(null, ok, message);
}

using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.Model;

/// <summary>A small chain on small data, and its file.</summary>
internal sealed class SavedChain
{
    public MLContext Ml { get; } = new(1);

    public IDataView Data { get; }

    public ITransformer Model { get; }

    public SavedChain(params string[] extraTexts)
    {
        Data = Ml.Data.LoadFromEnumerable(new[] { "cat", "dog", "cat", "bird" }.Concat(extraTexts).Select((text, i) => new Row
        {
            Text = text,
            Number = i + 0.5f,
            Flag = i % 2 == 0,
            Texts = Enumerable.Repeat(text, i % 3).ToArray(),
            Numbers = [i, -i, 0.25f],
        }));
        Model = Ml.Transforms.Conversion.MapValueToKey("Key", "Text")
            .Append(Ml.Transforms.CopyColumns("KeyCopy", "Key"))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("Back", "KeyCopy"))
            .Append(Ml.Transforms.DropColumns("KeyCopy"))
            .Fit(Data);
    }

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        Ml.Model.Save(Model, Data.Schema, stream);
        return stream.ToArray();
    }

    public static ITransformer Load(byte[] file, out DataViewSchema schema)
    {
        using var stream = new MemoryStream(file);
        return new MLContext(2).Model.Load(stream, out schema);
    }

    /// <summary>The file with the entries that <paramref name="change"/> gives in place of each; null leaves one out.</summary>
    public static byte[] Rewrite(byte[] file, Func<string, byte[], IEnumerable<(string Name, byte[] Content)>> change)
    {
        using var written = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(file)))
        using (var target = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                foreach (var (name, content) in change(entry.FullName, Read(entry)))
                {
                    using Stream stream = target.CreateEntry(name).Open();
                    stream.Write(content);
                }
            }
        }

        return written.ToArray();
    }

    public static Dictionary<string, byte[]> Entries(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return archive.Entries.ToDictionary(entry => entry.FullName.Replace('\\', '/'), Read);
    }

    public static string[] Texts(IDataView data, string column)
    {
        var values = new List<string>();
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column]]);
        ValueGetter<ReadOnlyMemory<char>> getter = cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema[column]);
        ReadOnlyMemory<char> value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            values.Add(value.ToString());
        }

        return [.. values];
    }

    public static byte[] ReplaceText(byte[] content, string old, string replacement)
    {
        byte[] from = Encoding.Unicode.GetBytes(old);
        byte[] to = Encoding.Unicode.GetBytes(replacement);
        Assert.Equal(from.Length, to.Length);
        int at = content.AsSpan().IndexOf(from);
        Assert.True(at >= 0);
        byte[] changed = [.. content];
        to.CopyTo(changed, at);
        return changed;
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    internal sealed class Row
    {
        public string Text { get; set; } = "";

        public float Number { get; set; }

        public bool Flag { get; set; }

        public string[] Texts { get; set; } = [];

        [VectorType(3)]
        public float[] Numbers { get; set; } = [];
    }
}

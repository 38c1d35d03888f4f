using System.IO.Compression;
using System.Text;

namespace Microsoft.ML.Data.IO;

internal static partial class SchemaFile
{
    // Far beyond any list of class names, and far below what could exhaust a machine.
    private const int LargestAnnotation = 1 << 28;

    /// <summary>Reads the columns of a file; those of types that are not known here are left out, as in ML.NET.</summary>
    /// <exception cref="FormatException">The file is damaged, or of a version that cannot be read.</exception>
    public static DataViewSchema Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            return Read(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or ArgumentException)
        {
            throw new FormatException($"The schema in the file is damaged: {e.Message}", e);
        }
    }

    private static DataViewSchema Read(BinaryReader reader)
    {
        Header header = Header.FromBytes(reader.ReadBytes(HeaderSize), reader.BaseStream.Length);
        reader.BaseStream.Position = header.Tail;
        Check(reader.ReadUInt64() == TailSignature, "its tail");
        reader.BaseStream.Position = header.Columns;
        var columns = new List<(string Name, DataViewType Type, long Annotations)>();
        for (int i = 0; i < header.ColumnCount; i++)
        {
            string name = reader.ReadString();
            Check(name.Length > 0, "a column without a name");
            DataViewType? type = TypeCodec.Read(reader);
            byte compression = reader.ReadByte();
            long rowsPerBlock = reader.Read7BitEncodedInt64();
            long blocks = reader.ReadInt64();
            long annotations = reader.ReadInt64();
            Check(rowsPerBlock > 0 && IsPlace(blocks, header) && (annotations == 0 || IsPlace(annotations, header)),
                $"the column '{name}'");
            if (type != null && compression is Stored or Deflated)
            {
                columns.Add((name, type!, annotations));
            }
        }

        Check(reader.BaseStream.Position == header.Tail, "its table of columns");
        var schema = new DataViewSchema.Builder();
        foreach (var (name, type, annotations) in columns)
        {
            schema.AddColumn(name, type, annotations == 0 ? null : ReadAnnotations(reader, annotations, header));
        }

        return schema.ToSchema();
    }

    private static DataViewSchema.Annotations ReadAnnotations(BinaryReader reader, long table, Header header)
    {
        reader.BaseStream.Position = table;
        var entries = new List<(string Kind, DataViewType Type, byte Compression, long Start, long Size)>();
        long count = reader.Read7BitEncodedInt64();
        Check(count > 0, "a table of annotations");
        for (long i = 0; i < count; i++)
        {
            string kind = reader.ReadString();
            DataViewType? type = TypeCodec.Read(reader);
            byte compression = reader.ReadByte();
            long start = reader.ReadInt64();
            long size = reader.Read7BitEncodedInt64();
            Check(kind.Length > 0 && IsPlace(start, header) && size > 0 && size <= header.Tail - start
                && entries.All(entry => entry.Kind != kind), $"the annotation '{kind}'");
            if (type != null && compression is Stored or Deflated)
            {
                entries.Add((kind, type!, compression, start, size));
            }
        }

        var annotations = new DataViewSchema.Annotations.Builder();
        foreach (var (kind, type, compression, start, size) in entries)
        {
            reader.BaseStream.Position = start;
            using var value = new BinaryReader(ReadValue(reader, size, compression));
            AnnotationCodec.For(type).Read(value, annotations, kind);
        }

        return annotations.ToAnnotations();
    }

    private static MemoryStream ReadValue(BinaryReader reader, long size, byte compression)
    {
        Check(size <= LargestAnnotation, "an annotation's size");
        var packed = new MemoryStream(reader.ReadBytes((int)size));
        if (compression == Stored)
        {
            return packed;
        }

        var plain = new MemoryStream();
        using var inflate = new DeflateStream(packed, CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = inflate.Read(buffer)) > 0)
        {
            Check(plain.Length + read <= LargestAnnotation, "an annotation's size");
            plain.Write(buffer, 0, read);
        }

        plain.Position = 0;
        return plain;
    }

    private static bool IsPlace(long offset, Header header) => offset >= HeaderSize && offset <= header.Tail;
}

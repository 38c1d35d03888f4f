using System.IO.Compression;
using System.Text;

namespace Microsoft.ML.Data.IO;

internal static partial class SchemaFile
{
    /// <summary>Whether a file can hold the column; images it cannot.</summary>
    public static bool CanHold(DataViewSchema.Column column) => TypeCodec.Knows(column.Type);

    /// <summary>Writes the given columns at the start of a stream that seeks.</summary>
    public static void Write(Stream stream, IReadOnlyList<DataViewSchema.Column> columns)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(new byte[HeaderSize]);
        var annotations = new long[columns.Count];
        for (int i = 0; i < annotations.Length; i++)
        {
            annotations[i] = WriteAnnotations(writer, columns[i].Annotations);
        }

        long table = Position(writer);
        for (int i = 0; i < annotations.Length; i++)
        {
            // Name, type, compression of its blocks, rows a block, start of its blocks (there are none), of its annotations.
            writer.Write(columns[i].Name);
            TypeCodec.Write(writer, columns[i].Type);
            writer.Write(Deflated);
            writer.Write7BitEncodedInt64(1);
            writer.Write((long)HeaderSize);
            writer.Write(annotations[i]);
        }

        long tail = Position(writer);
        writer.Write(TailSignature);
        writer.Flush();
        stream.Position = 0;
        writer.Write(new Header(table, tail, 0, columns.Count).ToBytes());
    }

    // Gives the start of the table of annotations: their number; for each the name, the type, the compression, the start
    // and the size of its value. 0 where a column has none.
    private static long WriteAnnotations(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        var written = new List<(DataViewSchema.Column Annotation, byte Compression, long Start, long Size)>();
        foreach (DataViewSchema.Column annotation in annotations.Schema)
        {
            if (TypeCodec.Knows(annotation.Type))
            {
                long start = Position(writer);
                byte compression = WriteValue(writer, annotations, annotation);
                written.Add((annotation, compression, start, Position(writer) - start));
            }
        }

        if (written.Count == 0)
        {
            return 0;
        }

        long table = Position(writer);
        writer.Write7BitEncodedInt64(written.Count);
        foreach (var (annotation, compression, start, size) in written)
        {
            writer.Write(annotation.Name);
            TypeCodec.Write(writer, annotation.Type);
            writer.Write(compression);
            writer.Write(start);
            writer.Write7BitEncodedInt64(size);
        }

        return table;
    }

    // Annotations are small: whichever of stored and deflated is shorter.
    private static byte WriteValue(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        using var plain = new MemoryStream();
        using (var inner = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            AnnotationCodec.For(annotation.Type).Write(inner, annotations, annotation.Name);
        }

        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            plain.WriteTo(deflate);
        }

        bool shorter = packed.Length < plain.Length;
        writer.Flush();
        (shorter ? packed : plain).WriteTo(writer.BaseStream);
        return shorter ? Deflated : Stored;
    }

    private static long Position(BinaryWriter writer)
    {
        writer.Flush();
        return writer.BaseStream.Position;
    }
}

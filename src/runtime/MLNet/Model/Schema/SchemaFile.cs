using System.Buffers.Binary;

namespace Microsoft.ML.Data.IO;

/// <summary>
/// A schema as ML.NET stores it: a binary data file without rows. 256 bytes of header (00 signature "CML\0DVB\0", 08 version,
/// 10 oldest reader's version, 18 start of the table of columns, 20 of the tail, 28 rows, 30 columns as int), then the
/// annotations of each column, the table of columns, the tail's signature.
/// </summary>
internal static partial class SchemaFile
{
    private const int HeaderSize = 256;
    private const ulong Signature = 0x00425644004C4D43;
    private const ulong TailSignature = 0x434D4C0044564200;

    // 1.1.1.6, the one of ML.NET 1.0 to 5.0; column annotations came with 1.1.1.4.
    private const ulong Version = 0x0001000100010006;
    private const ulong OldestVersion = 0x0001000100010004;
    private const byte Stored = 0;
    private const byte Deflated = 1;

    private readonly record struct Header(long Columns, long Tail, long RowCount, int ColumnCount)
    {
        public byte[] ToBytes()
        {
            var bytes = new byte[HeaderSize];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, Signature);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x08), Version);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x10), Version);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(0x18), Columns);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(0x20), Tail);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(0x28), RowCount);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(0x30), ColumnCount);
            return bytes;
        }

        public static Header FromBytes(ReadOnlySpan<byte> bytes, long fileSize)
        {
            Check(bytes.Length == HeaderSize && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == Signature, "its signature");
            ulong version = BinaryPrimitives.ReadUInt64LittleEndian(bytes[0x08..]);
            ulong compatible = BinaryPrimitives.ReadUInt64LittleEndian(bytes[0x10..]);
            Check(compatible <= version, "its version");
            if (compatible > Version || version < OldestVersion)
            {
                throw new FormatException($"The schema in the file is of version {version:X16}, which cannot be read.");
            }

            var header = new Header(
                BinaryPrimitives.ReadInt64LittleEndian(bytes[0x18..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[0x20..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[0x28..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[0x30..]));
            Check(header.Columns >= HeaderSize && header.Columns <= header.Tail && header.Tail <= fileSize - sizeof(ulong)
                && header.ColumnCount >= 0 && header.RowCount >= 0, "its header");
            return header;
        }
    }

    private static void Check(bool ok, string what)
    {
        if (!ok)
        {
            throw new FormatException($"The schema in the file is damaged: {what}.");
        }
    }
}

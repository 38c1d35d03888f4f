using System.Buffers.Binary;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// The 256 bytes before each saved part. Offsets count from the header's first byte; all numbers are little endian:
/// 00 signature "ML\0MODEL", 08 written, 0C readable version of the header itself, 10/18 start and size of the model,
/// 20/28 of the string table, 30/38 of the string characters (UTF-16), 40 model signature, 48 written, 4C readable version
/// of the model, 50 loader name (24 bytes), 68 its alternative, 80 tail, 88 end, 90/98 start and size (uint) of the loader's
/// assembly name (UTF-16). The rest is zero.
/// </summary>
internal sealed class ModelHeader
{
    public const int Size = 0x100;
    public const ulong SignatureValue = 0x4C45444F4D004C4DUL;
    public const ulong TailSignatureValue = 0x4D4C004D4F44454CUL;

    private const uint VersionWithAssemblyName = 0x00010002;
    private const uint VersionWritten = 0x00010002;
    private const uint OldestVersionRead = 0x00010001;
    private const int LoaderWords = 3;

    public uint VerWritten { get; private set; } = VersionWritten;

    public uint VerReadable { get; private set; } = VersionWritten;

    public long ModelStart { get; private set; } = Size;

    public long ModelSize { get; set; }

    public long StringTableStart { get; set; }

    public long StringTableSize { get; set; }

    public long StringCharsStart { get; set; }

    public long StringCharsSize { get; set; }

    public ulong ModelSignature { get; private set; }

    public uint ModelVerWritten { get; private set; }

    public uint ModelVerReadable { get; private set; }

    public string LoaderSignature { get; private set; } = "";

    public string LoaderSignatureAlt { get; private set; } = "";

    public long Tail { get; set; }

    public long End { get; set; }

    public long AssemblyNameStart { get; set; }

    public uint AssemblyNameSize { get; set; }

    public bool HasAssemblyName => VerWritten >= VersionWithAssemblyName && AssemblyNameStart != 0;

    public void SetVersionInfo(VersionInfo ver)
    {
        ModelSignature = ver.ModelSignature;
        ModelVerWritten = ver.VerWrittenCur;
        ModelVerReadable = ver.VerReadableCur;
        LoaderSignature = ver.LoaderSignature ?? "";
        LoaderSignatureAlt = ver.LoaderSignatureAlt ?? "";
    }

    /// <summary>Throws FormatException unless the part is of this kind and of a version that can be read.</summary>
    public void CheckVersionInfo(VersionInfo ver)
    {
        Check(ModelSignature == ver.ModelSignature, "Unknown file type");
        Check(ModelVerReadable <= ModelVerWritten, "Corrupt file header");
        Check(ModelVerReadable <= ver.VerWrittenCur,
            $"The part '{ver.LoaderSignature}' was saved by a newer version: it needs a reader of version "
            + $"{ModelVerReadable:X8} and this one reads up to {ver.VerWrittenCur:X8}.");
        Check(ModelVerWritten >= ver.VerWeCanReadBack,
            $"The part '{ver.LoaderSignature}' was saved in version {ModelVerWritten:X8}, which is too old: "
            + $"this reader goes back to {ver.VerWeCanReadBack:X8}.");
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        WriteUInt64(bytes, 0x00, SignatureValue);
        WriteUInt32(bytes, 0x08, VerWritten);
        WriteUInt32(bytes, 0x0C, VerReadable);
        long[] blocks = [ModelStart, ModelSize, StringTableStart, StringTableSize, StringCharsStart, StringCharsSize];
        for (int i = 0; i < blocks.Length; i++)
        {
            WriteUInt64(bytes, 0x10 + i * 8, (ulong)blocks[i]);
        }

        WriteUInt64(bytes, 0x40, ModelSignature);
        WriteUInt32(bytes, 0x48, ModelVerWritten);
        WriteUInt32(bytes, 0x4C, ModelVerReadable);
        ulong[] names = [.. PackLatin1(LoaderSignature, LoaderWords), .. PackLatin1(LoaderSignatureAlt, LoaderWords)];
        for (int i = 0; i < names.Length; i++)
        {
            WriteUInt64(bytes, 0x50 + i * 8, names[i]);
        }

        WriteUInt64(bytes, 0x80, (ulong)Tail);
        WriteUInt64(bytes, 0x88, (ulong)End);
        WriteUInt64(bytes, 0x90, (ulong)AssemblyNameStart);
        WriteUInt32(bytes, 0x98, AssemblyNameSize);
        return bytes;
    }

    /// <summary>Reads and checks a header; <paramref name="available"/> is the number of bytes from its first byte on.</summary>
    public static ModelHeader FromBytes(ReadOnlySpan<byte> bytes, long available)
    {
        Check(bytes.Length == Size, "The file ends within a model header");
        Check(ReadUInt64(bytes, 0) == SignatureValue, "Wrong file type");
        var header = new ModelHeader
        {
            VerWritten = ReadUInt32(bytes, 0x08),
            VerReadable = ReadUInt32(bytes, 0x0C),
            ModelStart = ReadOffset(bytes, 0x10, available),
            ModelSize = ReadOffset(bytes, 0x18, available),
            StringTableStart = ReadOffset(bytes, 0x20, available),
            StringTableSize = ReadOffset(bytes, 0x28, available),
            StringCharsStart = ReadOffset(bytes, 0x30, available),
            StringCharsSize = ReadOffset(bytes, 0x38, available),
            ModelSignature = ReadUInt64(bytes, 0x40),
            ModelVerWritten = ReadUInt32(bytes, 0x48),
            ModelVerReadable = ReadUInt32(bytes, 0x4C),
            LoaderSignature = UnpackLatin1(bytes.Slice(0x50, LoaderWords * 8)),
            LoaderSignatureAlt = UnpackLatin1(bytes.Slice(0x68, LoaderWords * 8)),
            Tail = ReadOffset(bytes, 0x80, available),
            End = ReadOffset(bytes, 0x88, available),
            AssemblyNameStart = ReadOffset(bytes, 0x90, available),
            AssemblyNameSize = ReadUInt32(bytes, 0x98),
        };
        header.CheckBlocks();
        return header;
    }

    /// <summary>Characters up to 0xFF, eight to a number, the first in the lowest byte; unused bytes are zero.</summary>
    public static ulong[] PackLatin1(string text, int words)
    {
        if (text.Length > words * 8 || text.Any(c => c > 0xFF))
        {
            throw new InvalidOperationException($"'{text}' must be at most {words * 8} Latin-1 characters.");
        }

        var packed = new ulong[words];
        for (int i = 0; i < text.Length; i++)
        {
            packed[i / 8] |= (ulong)text[i] << (i % 8 * 8);
        }

        return packed;
    }

    // The blocks follow each other without gaps: model, string table, string characters, assembly name, tail.
    private void CheckBlocks()
    {
        Check(VerReadable <= VerWritten, "Corrupt file header");
        Check(VerReadable <= VersionWritten, "File is too new");
        Check(VerWritten >= OldestVersionRead, "File is too old");
        Check(ModelStart == Size, "Corrupt file header: the model does not follow it");
        long next = ModelStart + ModelSize;
        if (StringTableStart == 0)
        {
            Check(StringTableSize == 0 && StringCharsStart == 0 && StringCharsSize == 0, "Corrupt string table");
        }
        else
        {
            Check(StringTableStart == next && StringTableSize > 0 && StringTableSize % sizeof(long) == 0, "Corrupt string table");
            next += StringTableSize;
            Check(StringCharsStart == next && StringCharsSize % sizeof(char) == 0, "Corrupt string table");
            next += StringCharsSize;
        }

        if (VerWritten >= VersionWithAssemblyName)
        {
            Check(AssemblyNameSize % sizeof(char) == 0, "Corrupt assembly name");
            Check(AssemblyNameStart == (AssemblyNameSize == 0 && AssemblyNameStart == 0 ? 0 : next), "Corrupt assembly name");
            next += AssemblyNameSize;
        }

        Check(Tail == next && End == Tail + sizeof(ulong), "Corrupt file header: the parts do not follow each other");
    }

    private static void Check(bool ok, string message) => Contracts.CheckDecode(null, ok, message);

    private static long ReadOffset(ReadOnlySpan<byte> bytes, int at, long available)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
        Check(value >= 0 && value <= available, "Corrupt file header: a position beyond the end of the file");
        return value;
    }

    private static string UnpackLatin1(ReadOnlySpan<byte> bytes) =>
        System.Text.Encoding.Latin1.GetString(bytes.TrimEnd((byte)0));

    private static ulong ReadUInt64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static void WriteUInt64(Span<byte> bytes, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], value);

    private static void WriteUInt32(Span<byte> bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}

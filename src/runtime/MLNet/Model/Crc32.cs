using System.Runtime.CompilerServices;

namespace Microsoft.ML;

/// <summary>The checksum of .zip entries (CRC-32, polynomial 0xEDB88320 reflected), eight bytes a step.</summary>
internal struct Crc32
{
    private static readonly uint[] Tables = MakeTables();

    private uint _inverted;

    /// <summary>The checksum of all bytes so far.</summary>
    public readonly uint Value => _inverted;

    public void Append(ReadOnlySpan<byte> data)
    {
        uint[] t = Tables;
        uint crc = ~_inverted;
        while (data.Length >= 8)
        {
            uint low = Unsafe.ReadUnaligned<uint>(in data[0]) ^ crc;
            uint high = Unsafe.ReadUnaligned<uint>(in data[4]);
            crc = t[7 * 256 + (int)(low & 0xFF)] ^ t[6 * 256 + (int)(low >> 8 & 0xFF)]
                ^ t[5 * 256 + (int)(low >> 16 & 0xFF)] ^ t[4 * 256 + (int)(low >> 24)]
                ^ t[3 * 256 + (int)(high & 0xFF)] ^ t[2 * 256 + (int)(high >> 8 & 0xFF)]
                ^ t[256 + (int)(high >> 16 & 0xFF)] ^ t[(int)(high >> 24)];
            data = data[8..];
        }

        foreach (byte b in data)
        {
            crc = crc >> 8 ^ t[(int)((crc ^ b) & 0xFF)];
        }

        _inverted = ~crc;
    }

    // Table k gives the checksum of a byte followed by k zero bytes.
    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
            }

            tables[i] = crc;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            tables[i] = tables[i - 256] >> 8 ^ tables[(int)(tables[i - 256] & 0xFF)];
        }

        return tables;
    }
}

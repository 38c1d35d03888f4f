using System.Buffers.Binary;
using System.Numerics;

namespace MLNetDetection.Torch.Weights;

/// <summary>The running CRC-32C (Castagnoli) of bytes, with the processor's own instruction where it has one.</summary>
internal struct Crc32C
{
    private uint _inverted;

    public readonly uint Value => ~_inverted;

    public static Crc32C Start() => new() { _inverted = uint.MaxValue };

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint crc = _inverted;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        _inverted = crc;
    }
}

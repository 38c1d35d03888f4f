namespace TorchSharp.Utils;

/// <summary>Numbers of 7 bits per byte, lowest first: the counts and sizes of state files.</summary>
internal static class LEB128Codec
{
    private const int LongestNumber = 9;

    public static void Encode(BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        writer.Write7BitEncodedInt64(value);
    }

    public static long Decode(BinaryReader reader)
    {
        long result = 0;
        for (int i = 0; i < LongestNumber; i++)
        {
            long part = reader.ReadByte();
            result |= (part & 0x7F) << (7 * i);
            if ((part & 0x80) == 0)
            {
                return result;
            }
        }

        throw new InvalidDataException("A number in the state file is longer than 63 bits.");
    }
}

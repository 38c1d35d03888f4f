using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>ML.NET's hash of a column's values, or of whole vectors, to keys of 30 bits; a missing value gets none (0).</summary>
internal static class SamplingKeyHash
{
    public const int Bits = 30;
    private const uint Mask = (1u << Bits) - 1;

    // Mixes one value into a hash; false where the value is missing.
    private delegate bool Mixer<T>(ref uint hash, T value);

    public static Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column, uint seed)
    {
        var item = column.Type.GetItemType();
        bool isKey = item is KeyDataViewType;
        if (item is TextDataViewType)
        {
            return Make<ReadOnlyMemory<char>>(row, column, seed, 0, MixText);
        }
        return Type.GetTypeCode(item.RawType) switch
        {
            TypeCode.Boolean => Make<bool>(row, column, seed, 4, (ref uint hash, bool value) => Mix4(ref hash, value ? 1u : 0u)),
            TypeCode.SByte => Make<sbyte>(row, column, seed, 4, (ref uint hash, sbyte value) => Mix4(ref hash, (uint)value)),
            TypeCode.Int16 => Make<short>(row, column, seed, 4, (ref uint hash, short value) => Mix4(ref hash, (uint)value)),
            TypeCode.Int32 => Make<int>(row, column, seed, 4, (ref uint hash, int value) => Mix4(ref hash, (uint)value)),
            TypeCode.Int64 => Make<long>(row, column, seed, 8, (ref uint hash, long value) => Mix8(ref hash, (ulong)value)),
            TypeCode.Byte => Make<byte>(row, column, seed, 4, (ref uint hash, byte value) =>
                Mix4(ref hash, value) && !(isKey && value == 0)),
            TypeCode.UInt16 => Make<ushort>(row, column, seed, 4, (ref uint hash, ushort value) =>
                Mix4(ref hash, value) && !(isKey && value == 0)),
            TypeCode.UInt32 => Make<uint>(row, column, seed, 4, (ref uint hash, uint value) =>
                Mix4(ref hash, value) && !(isKey && value == 0)),
            TypeCode.UInt64 => Make<ulong>(row, column, seed, 8, (ref uint hash, ulong value) =>
                Mix8(ref hash, value) && !(isKey && value == 0)),
            TypeCode.Single => Make<float>(row, column, seed, 4, MixSingle),
            TypeCode.Double => Make<double>(row, column, seed, 8, MixDouble),
            _ => Make<DataViewRowId>(row, column, seed, column.Type is VectorDataViewType ? 4 : 16, MixId),
        };
    }

    private static Delegate Make<T>(DataViewRow row, DataViewSchema.Column column, uint seed, int itemBytes, Mixer<T> mix)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<T>(column);
            T value = default!;
            return (ValueGetter<uint>)((ref uint key) =>
            {
                getter(ref value);
                uint hash = seed;
                key = mix(ref hash, value) ? Finish(hash, itemBytes) : 0;
            });
        }
        var vectorGetter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return (ValueGetter<uint>)((ref uint key) =>
        {
            vectorGetter(ref values);
            uint hash = seed;
            bool complete = values.DenseValues().All(value => mix(ref hash, value));
            key = complete ? Finish(hash, itemBytes * values.Length) : 0;
        });
    }

    // Text is finished piece by piece already.
    private static uint Finish(uint hash, int bytes) => ((bytes == 0 ? hash : Hashing.MixHash(hash, bytes)) & Mask) + 1;

    private static bool MixText(ref uint hash, ReadOnlyMemory<char> value)
    {
        hash = TextHash.Of(hash, value.Span.Trim(' '));
        return !value.IsEmpty;
    }

    private static bool Mix4(ref uint hash, uint value)
    {
        hash = Hashing.MurmurRound(hash, value);
        return true;
    }

    private static bool Mix8(ref uint hash, ulong value)
    {
        hash = Hashing.MurmurRound(Hashing.MurmurRound(hash, (uint)value), (uint)(value >> 32));
        return true;
    }

    // Both zeros are one value.
    private static bool MixSingle(ref uint hash, float value)
        => Mix4(ref hash, BitConverter.SingleToUInt32Bits(value == 0 ? 0 : value)) && !float.IsNaN(value);

    private static bool MixDouble(ref uint hash, double value)
        => Mix8(ref hash, BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value)) && !double.IsNaN(value);

    // Only the lowest bits enter, in ML.NET too.
    private static bool MixId(ref uint hash, DataViewRowId value) => Mix4(ref hash, (uint)value.Low);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data.IO;

/// <summary>Values of one primitive type, packed as ML.NET's binary data files pack them.</summary>
internal abstract class ItemCodec<T>
{
    /// <summary>The codec of a type; keys are packed as their numbers.</summary>
    public static ItemCodec<T> For()
    {
        object codec = default(T) switch
        {
            bool => new BooleanCodec(),
            DataViewRowId => new NumberCodec<DataViewRowId>(),
            ReadOnlyMemory<char> => new TextCodec(),
            // Nested in this class, it has this class's type parameter too.
            _ => Activator.CreateInstance(typeof(NumberCodec<>).MakeGenericType(typeof(T), typeof(T)))!,
        };
        return (ItemCodec<T>)codec;
    }

    public abstract void Write(BinaryWriter writer, ReadOnlySpan<T> values);

    public abstract T[] Read(BinaryReader reader, int count);

    private static void CheckLength(BinaryReader reader, long bytes)
    {
        if (bytes < 0 || bytes > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new FormatException("The schema in the file is damaged: an annotation is shorter than it says.");
        }
    }

    // Little endian, as the processors are that this runs on; a row id is its low and its high number.
    private sealed class NumberCodec<TNumber> : ItemCodec<TNumber>
        where TNumber : unmanaged
    {
        public override void Write(BinaryWriter writer, ReadOnlySpan<TNumber> values) =>
            writer.Write(MemoryMarshal.AsBytes(values));

        public override TNumber[] Read(BinaryReader reader, int count)
        {
            CheckLength(reader, (long)count * Marshal.SizeOf<TNumber>());
            var values = new TNumber[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }

    // Eight to a byte, the first in the lowest bit.
    private sealed class BooleanCodec : ItemCodec<bool>
    {
        public override void Write(BinaryWriter writer, ReadOnlySpan<bool> values)
        {
            var bytes = new byte[(values.Length + 7) / 8];
            for (int i = 0; i < values.Length; i++)
            {
                bytes[i / 8] |= (byte)(values[i] ? 1 << (i % 8) : 0);
            }

            writer.Write(bytes);
        }

        public override bool[] Read(BinaryReader reader, int count)
        {
            CheckLength(reader, ((long)count + 7) / 8);
            byte[] bytes = reader.ReadBytes((int)(((long)count + 7) / 8));
            var values = new bool[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = (bytes[i / 8] >> (i % 8) & 1) != 0;
            }

            return values;
        }
    }

    // Their number, the end of each in characters (a set high bit once meant missing), all characters as one string.
    private sealed class TextCodec : ItemCodec<ReadOnlyMemory<char>>
    {
        public override void Write(BinaryWriter writer, ReadOnlySpan<ReadOnlyMemory<char>> values)
        {
            var text = new System.Text.StringBuilder();
            writer.Write(values.Length);
            foreach (ReadOnlyMemory<char> value in values)
            {
                text.Append(value);
                writer.Write(text.Length);
            }

            writer.Write(text.ToString());
        }

        public override ReadOnlyMemory<char>[] Read(BinaryReader reader, int count)
        {
            CheckLength(reader, ((long)count + 1) * sizeof(int));
            bool good = reader.ReadInt32() == count;
            var ends = new int[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(ends.AsSpan()));
            string text = reader.ReadString();
            var values = new ReadOnlyMemory<char>[count];
            int start = 0;
            for (int i = 0; i < count && good; i++)
            {
                int end = ends[i] & int.MaxValue;
                good = end >= start && end <= text.Length;
                values[i] = good && ends[i] >= 0 ? text.AsMemory(start, end - start) : default;
                start = end;
            }

            return good && start == text.Length ? values
                : throw new FormatException("The schema in the file is damaged: an annotation's texts do not fit together.");
        }
    }
}

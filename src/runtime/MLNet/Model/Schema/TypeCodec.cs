namespace Microsoft.ML.Data.IO;

/// <summary>
/// Column types as ML.NET's binary data files describe them: the codec's name, the byte length of its parameters (LEB128),
/// the parameters. A vector's are its item's description, the number of dimensions and the dimensions (ints); a key's are
/// its number's description and its count (ulong); the others have none.
/// </summary>
internal static class TypeCodec
{
    private const string Vector = "VBuffer";
    private const string Key = "Key2";

    // A vector of keys of numbers is as deep as types go; a file that goes deeper is no honest one.
    private const int DeepestType = 3;
    private const int MostDimensions = 64;

    private static readonly (string Name, PrimitiveDataViewType Type)[] Simple =
    [
        ("SByte", NumberDataViewType.SByte), ("Byte", NumberDataViewType.Byte),
        ("Int16", NumberDataViewType.Int16), ("UInt16", NumberDataViewType.UInt16),
        ("Int32", NumberDataViewType.Int32), ("UInt32", NumberDataViewType.UInt32),
        ("Int64", NumberDataViewType.Int64), ("UInt64", NumberDataViewType.UInt64),
        ("Single", NumberDataViewType.Single), ("Double", NumberDataViewType.Double),
        ("TextSpan", TextDataViewType.Instance), ("Boolean", BooleanDataViewType.Instance),
        ("DataViewRowId", RowIdDataViewType.Instance),
    ];

    /// <summary>Whether such files can hold the type; images they cannot.</summary>
    public static bool Knows(DataViewType type) => type switch
    {
        VectorDataViewType vector => Knows(vector.ItemType),
        KeyDataViewType => true,
        _ => Simple.Any(simple => simple.Type.Equals(type)),
    };

    public static void Write(BinaryWriter writer, DataViewType type)
    {
        using var parameters = new MemoryStream();
        using (var inner = new BinaryWriter(parameters))
        {
            writer.Write(WriteParameters(inner, type));
            inner.Flush();
            writer.Write7BitEncodedInt64(parameters.Length);
            writer.Write(parameters.GetBuffer(), 0, (int)parameters.Length);
        }
    }

    /// <summary>Reads a description to its end; null where its codec is not known.</summary>
    public static DataViewType? Read(BinaryReader reader) => Read(reader, 1);

    private static string WriteParameters(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                Write(writer, vector.ItemType);
                writer.Write(vector.Dimensions.Length);
                foreach (int dimension in vector.Dimensions)
                {
                    writer.Write(dimension);
                }

                return Vector;
            case KeyDataViewType key:
                Write(writer, ColumnTypeExtensions.PrimitiveTypeFromType(key.RawType));
                writer.Write(key.Count);
                return Key;
            default:
                return Simple.First(simple => simple.Type.Equals(type)).Name;
        }
    }

    private static DataViewType? Read(BinaryReader reader, int depth)
    {
        string name = reader.ReadString();
        long length = reader.Read7BitEncodedInt64();
        long start = reader.BaseStream.Position;
        Check(length >= 0 && length <= reader.BaseStream.Length - start && depth <= DeepestType, "a column type's length");
        DataViewType? type = name switch
        {
            Vector => ReadVector(reader, depth),
            Key => ReadKey(reader, depth),
            _ => Simple.FirstOrDefault(simple => simple.Name == name).Type,
        };
        if (type == null)
        {
            reader.BaseStream.Position = start + length;
            return null;
        }

        Check(reader.BaseStream.Position - start == length, "a column type's length");
        return type;
    }

    private static VectorDataViewType? ReadVector(BinaryReader reader, int depth)
    {
        DataViewType? item = Read(reader, depth + 1);
        if (item == null)
        {
            return null;
        }

        int count = reader.ReadInt32();
        Check(item is PrimitiveDataViewType && count >= 0 && count <= MostDimensions, "a vector's type");
        var dimensions = new int[count];
        long size = 1;
        for (int i = 0; i < count; i++)
        {
            dimensions[i] = reader.ReadInt32();
            size = dimensions[i] < 0 ? long.MaxValue : size * dimensions[i];
            Check(size <= int.MaxValue, "a vector's dimensions");
        }

        var primitive = (PrimitiveDataViewType)item;
        return count == 0 ? new VectorDataViewType(primitive) : new VectorDataViewType(primitive, dimensions);
    }

    private static KeyDataViewType? ReadKey(BinaryReader reader, int depth)
    {
        DataViewType? number = Read(reader, depth + 1);
        if (number == null)
        {
            return null;
        }

        ulong count = reader.ReadUInt64();
        ulong largest = Type.GetTypeCode(number.RawType) switch
        {
            TypeCode.Byte => byte.MaxValue,
            TypeCode.UInt16 => ushort.MaxValue,
            TypeCode.UInt32 => uint.MaxValue,
            TypeCode.UInt64 => ulong.MaxValue,
            _ => 0,
        };
        Check(count > 0 && count <= largest, "a key's type");
        return new KeyDataViewType(number.RawType, count);
    }

    private static void Check(bool ok, string what)
    {
        if (!ok)
        {
            throw new FormatException($"The schema in the file is damaged: {what}.");
        }
    }
}

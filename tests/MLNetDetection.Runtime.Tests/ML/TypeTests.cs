using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class TypeTests
{
    [Fact]
    public void ToString_EachType_ReadsAsInMessages()
    {
        Assert.Equal("Single", NumberDataViewType.Single.ToString());
        Assert.Equal("UInt32", NumberDataViewType.UInt32.ToString());
        Assert.Equal("String", TextDataViewType.Instance.ToString());
        Assert.Equal("Boolean", BooleanDataViewType.Instance.ToString());
        Assert.Equal("DataViewRowId", RowIdDataViewType.Instance.ToString());
        Assert.Equal("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
        Assert.Equal("Vector<Single, 4>", new VectorDataViewType(NumberDataViewType.Single, 4).ToString());
        Assert.Equal("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.Equal("Vector<Single, 2, *, 3>", new VectorDataViewType(NumberDataViewType.Single, 2, 0, 3).ToString());
        Assert.Equal("Vector<Key<UInt32, 0-2>>", new VectorDataViewType(new KeyDataViewType(typeof(uint), 3)).ToString());
    }

    [Fact]
    public void Equals_SameParts_IsTrue()
    {
        Assert.Equal(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5ul));
        Assert.NotEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 6));
        Assert.NotEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(byte), 5));
        var matrix = new VectorDataViewType(NumberDataViewType.Single, 2, 3);
        Assert.Equal(matrix, new VectorDataViewType(NumberDataViewType.Single, 2, 3));
        Assert.NotEqual(matrix, new VectorDataViewType(NumberDataViewType.Single, 6));
        Assert.Equal(
            new VectorDataViewType(new KeyDataViewType(typeof(uint), 5), 3).GetHashCode(),
            new VectorDataViewType(new KeyDataViewType(typeof(uint), 5), 3).GetHashCode());
    }

    [Fact]
    public void Vector_UnknownSize_IsNotKnown()
    {
        Assert.False(new VectorDataViewType(NumberDataViewType.Single).IsKnownSize);
        Assert.Equal(0, new VectorDataViewType(NumberDataViewType.Single, 2, 0).Size);
        Assert.Equal("2,0", string.Join(",", new VectorDataViewType(NumberDataViewType.Single, 2, 0).Dimensions));
        Assert.Equal(typeof(VBuffer<float>), new VectorDataViewType(NumberDataViewType.Single).RawType);
    }

    [Fact]
    public void Key_WrongTypeOrCount_NamesTheParameter()
    {
        Assert.Equal("type", Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 5)).ParamName);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256)).ParamName);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0)).ParamName);
        Assert.Equal("size", Assert.Throws<ArgumentOutOfRangeException>(
            () => new VectorDataViewType(NumberDataViewType.Single, -1)).ParamName);
    }

    [Fact]
    public void EachNumber_HasItsTypeInColumnsToo()
    {
        var row = new { A = (sbyte)1, B = (byte)2, C = (short)3, D = (ushort)4, E = 5, F = 6u, G = 7L, H = 8ul, I = 9f, J = 10.0 };
        var data = new MLContext().Data.LoadFromEnumerable(new[] { row });
        Assert.Equal(
            [
                NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
                NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
                NumberDataViewType.Single, NumberDataViewType.Double,
            ],
            data.Schema.Select(c => c.Type));
        Assert.Equal([1], data.GetColumn<sbyte>("A"));
        Assert.Equal([8ul], data.GetColumn<ulong>("H"));
        Assert.True(KeyDataViewType.IsValidDataType(typeof(ushort)));
        Assert.False(KeyDataViewType.IsValidDataType(typeof(long)));
    }

    [Fact]
    public void RowId_ComparesAndPrints()
    {
        var low = new DataViewRowId(5, 1);
        var high = new DataViewRowId(1, 2);
        Assert.True(low.CompareTo(high) < 0);
        Assert.Equal(low, new DataViewRowId(5, 1));
        Assert.Equal("00000000000000010000000000000005", low.ToString());
        Assert.Equal((5ul, 1ul), (low.Low, low.High));
    }

    [Fact]
    public void TypeManager_RepeatedOrBuiltIn_Refuses()
    {
        Assert.Equal("type", Assert.Throws<ArgumentOutOfRangeException>(
            () => DataViewTypeManager.Register(new CustomType(), typeof(float))).ParamName);
        DataViewTypeManager.Register(new CustomType(), typeof(CustomValue));
        DataViewTypeManager.Register(new CustomType(), typeof(CustomValue));
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => DataViewTypeManager.Register(new CustomType(), typeof(VBufferTests)));
        Assert.Equal("dataViewType", error.ParamName);
        Assert.StartsWith("Repeated type register.", error.Message);
    }

    private sealed class CustomValue;

    private sealed class CustomType() : StructuredDataViewType(typeof(CustomValue))
    {
        public override bool Equals(DataViewType? other) => other is CustomType;

        public override bool Equals(object? other) => other is CustomType;

        public override int GetHashCode() => 1;
    }
}

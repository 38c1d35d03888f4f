
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class VBufferTests
{
    [Fact]
    public void Constructor_Dense_GivesAllValues()
    {
        var buffer = new VBuffer<float>(3, [1, 2, 3, 99]);
        Assert.True(buffer.IsDense);
        Assert.Equal([1, 2, 3], buffer.GetValues().ToArray());
        Assert.Equal(0, buffer.GetIndices().Length);
        Assert.Equal("Dense vector of size 3", buffer.ToString());
    }

    [Fact]
    public void Constructor_Sparse_GivesExplicitValuesAndIndices()
    {
        var buffer = new VBuffer<int>(5, 2, [7, 8], [1, 3]);
        Assert.False(buffer.IsDense);
        Assert.Equal([7, 8], buffer.GetValues().ToArray());
        Assert.Equal([1, 3], buffer.GetIndices().ToArray());
        Assert.Equal([0, 7, 0, 8, 0], buffer.DenseValues());
        Assert.Equal(8, buffer.GetItemOrDefault(3));
        Assert.Equal(0, buffer.GetItemOrDefault(4));
        Assert.Equal([1, 3], buffer.Items().Select(i => i.Key));
        Assert.Equal(5, buffer.Items(all: true).Count());
        Assert.Equal("Sparse vector of size 5, 2 explicit values", buffer.ToString());
    }

    [Fact]
    public void Default_IsEmptyAndDense()
    {
        VBuffer<string> buffer = default;
        Assert.True(buffer.IsDense);
        Assert.Equal(0, buffer.Length);
        Assert.Empty(buffer.DenseValues());
        VBuffer<string> copy = default;
        buffer.CopyTo(ref copy);
        Assert.Equal(0, copy.Length);
    }

    [Theory]
    [InlineData(-1, "length")]
    [InlineData(4, "values")]
    public void Constructor_WrongLength_NamesTheParameter(int length, string parameter)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(length, [1, 2, 3]));
        Assert.Equal(parameter, error.ParamName);
    }

    [Fact]
    public void CopyToSpan_TooShort_Throws()
    {
        var buffer = new VBuffer<int>(3, [1, 2, 3]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyTo(new int[2]));
        Assert.StartsWith("Not large enough to hold these values.", error.Message);
    }

    [Fact]
    public void Editor_SameSize_ReusesTheArray()
    {
        var buffer = new VBuffer<int>(3, [1, 2, 3]);
        var editor = VBufferEditor.Create(ref buffer, 2);
        Assert.False(editor.CreatedNewValues);
        editor.Values[0] = 9;
        var edited = editor.Commit();
        Assert.Equal([9, 2], edited.GetValues().ToArray());
        // The arrays are shared: the first buffer sees the edit.
        Assert.Equal(9, buffer.GetItemOrDefault(0));
    }

    [Fact]
    public void Editor_Larger_MakesNewArrayAndKeepsOnlyOnRequest()
    {
        var buffer = new VBuffer<int>(2, [1, 2]);
        var editor = VBufferEditor.Create(ref buffer, 3, keepOldOnResize: true);
        Assert.True(editor.CreatedNewValues);
        Assert.False(editor.CreatedNewIndices);
        Assert.Equal([1, 2, 0], editor.Commit().GetValues().ToArray());
    }

    [Fact]
    public void Editor_SparseTruncated_KeepsTheFirst()
    {
        VBuffer<float> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 10, 3);
        editor.Values[0] = 1;
        editor.Indices[0] = 4;
        var edited = editor.CommitTruncated(1);
        Assert.Equal(10, edited.Length);
        Assert.Equal([4], edited.GetIndices().ToArray());
    }

    [Fact]
    public void Copy_OfAnArray_ReusesTheBuffer()
    {
        var buffer = new VBuffer<int>(4, [9, 9, 9, 9]);
        VBuffer<int>.Copy([1, 2, 3, 4, 5], 2, ref buffer, 3);
        Assert.Equal([3, 4, 5], buffer.GetValues().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            VBuffer<int> none = default;
            VBuffer<int>.Copy([1], 1, ref none, 1);
        });
    }

    [Fact]
    public void Editor_CommitTruncatedTooMany_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            VBuffer<float> buffer = default;
            VBufferEditor.Create(ref buffer, 10, 3).CommitTruncated(4);
        });
    }

    [Fact]
    public void Copies_OfAnyVector_HoldTheSameSlots()
    {
        var random = new Random(7);
        for (int trial = 0; trial < 200; trial++)
        {
            var slots = Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(3)).ToArray();
            CheckCopies(slots, sparse: random.Next(2) == 0);
        }
    }

    private static void CheckCopies(int[] slots, bool sparse)
    {
        var explicitSlots = Enumerable.Range(0, slots.Length).Where(i => !sparse || slots[i] != 0).ToArray();
        var values = explicitSlots.Select(i => slots[i]).ToArray();
        var buffer = new VBuffer<int>(slots.Length, values.Length, values, explicitSlots);
        VBuffer<int> copy = new(2, [5, 6]);
        buffer.CopyTo(ref copy);
        Assert.Equal(slots, copy.DenseValues());
        Assert.Equal(buffer.IsDense, copy.IsDense);
        VBuffer<int> dense = default;
        buffer.CopyToDense(ref dense);
        Assert.True(dense.IsDense);
        Assert.Equal(slots, dense.GetValues().ToArray());
        var array = new int[slots.Length + 1];
        buffer.CopyTo(array, 1);
        Assert.Equal(slots, array.Skip(1));
    }
}

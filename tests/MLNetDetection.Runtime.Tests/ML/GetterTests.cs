using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

/// <summary>Getters are fetched once, read every row, and fill the caller's own buffer again.</summary>
public class GetterTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData("loaded")]
    [InlineData("cached")]
    [InlineData("shuffled")]
    [InlineData("copied")]
    [InlineData("filtered")]
    public void VectorGetter_BufferThatIsLargeEnough_IsFilledAgain(string kind)
    {
        var loaded = _ml.Data.LoadFromEnumerable(Rows());
        var data = kind switch
        {
            "cached" => _ml.Data.Cache(loaded),
            "shuffled" => _ml.Data.ShuffleRows(loaded, seed: 1),
            "copied" => _ml.Transforms.CopyColumns("Boxes", "Boxes").Fit(loaded).Transform(loaded),
            "filtered" => _ml.Data.SkipRows(loaded, 1),
            _ => loaded,
        };
        float[] mine = new float[8];
        VBuffer<float> boxes = new(8, mine);
        using var cursor = data.GetRowCursor(data.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(data.Schema["Boxes"]);
        while (cursor.MoveNext())
        {
            getter(ref boxes);
            if (boxes.Length > 0)
            {
                Assert.True(Unsafe.AreSame(ref mine[0], ref MemoryMarshal.GetReference(boxes.GetValues())));
            }
        }
    }

    [Fact]
    public void VectorGetter_RowsOfManyLengths_LeavesNothingBehind()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows());
        VBuffer<float> boxes = new(3, 1, [9], [2]);
        var lengths = new List<int>();
        using var cursor = data.GetRowCursor(data.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(data.Schema["Boxes"]);
        while (cursor.MoveNext())
        {
            getter(ref boxes);
            Assert.True(boxes.IsDense);
            Assert.All(boxes.DenseValues(), value => Assert.Equal(cursor.Position + 1, value));
            lengths.Add(boxes.Length);
        }

        Assert.Equal([4, 8, 0, 4], lengths);
    }

    [Fact]
    public void SparseGetter_AfterADenseRow_KeepsTheSparseness()
    {
        var rows = new[]
        {
            new { Values = new VBuffer<int>(3, [1, 2, 3]) }, new { Values = new VBuffer<int>(5, 2, [7, 8], [1, 3]) }, new { Values = default(VBuffer<int>) },
        };
        var data = _ml.Data.LoadFromEnumerable(rows);
        VBuffer<int> values = default;
        using var cursor = data.GetRowCursor(data.Schema);
        var getter = cursor.GetGetter<VBuffer<int>>(data.Schema["Values"]);
        var seen = new List<string>();
        while (cursor.MoveNext())
        {
            getter(ref values);
            seen.Add($"{values.IsDense} {string.Join(",", values.DenseValues())}");
        }

        Assert.Equal(["True 1,2,3", "False 0,7,0,8,0", "True "], seen);
    }

    [Fact]
    public void TwoGetters_OfOneColumn_ReadTheSameRow()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3));
        using var cursor = data.GetRowCursor(data.Schema);
        var first = cursor.GetGetter<int>(data.Schema["Id"]);
        Assert.True(cursor.MoveNext());
        var second = cursor.GetGetter<int>(data.Schema["Id"]);
        Assert.True(cursor.MoveNext());
        int a = -1;
        int b = -1;
        first(ref a);
        second(ref b);
        first(ref a);
        Assert.Equal((1, 1), (a, b));
    }

    [Fact]
    public void Getter_OfARowThatIsNotThere_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(1));
        using var cursor = data.GetRowCursor(data.Schema);
        var getter = cursor.GetGetter<int>(data.Schema["Id"]);
        int value = -1;
        Assert.ThrowsAny<Exception>(() => getter(ref value));
        Assert.True(cursor.MoveNext());
        getter(ref value);
        Assert.Equal(0, value);
        Assert.False(cursor.MoveNext());
        Assert.ThrowsAny<Exception>(() => getter(ref value));
    }

    [Fact]
    public void MappedGetter_CalledTwice_ComputesOnceARow()
    {
        // ML.NET may read ahead on threads of its own, so an upper bound is all there is before the end.
        int calls = 0;
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(5));
        var mapped = _ml.Transforms.CustomMapping<NumberRow, Doubled>(
            (source, target) =>
            {
                Interlocked.Increment(ref calls);
                target.Double = 2 * source.Id;
            },
            null).Fit(data).Transform(data);
        using var cursor = mapped.GetRowCursor(mapped.Schema);
        var getter = cursor.GetGetter<int>(mapped.Schema["Double"]);
        Assert.True(cursor.MoveNext() && cursor.MoveNext() && cursor.MoveNext());
        int value = 0;
        getter(ref value);
        getter(ref value);
        Assert.Equal(4, value);
        Assert.InRange(calls, 1, 5);
        Assert.Same(mapped.Schema, cursor.Schema);
    }

    [Fact]
    public void KeyVectors_ThroughAChain_KeepTypeCountAndRows()
    {
        var rows = new[] { new LabelRow { Labels = ["a", "b"] }, new LabelRow { Labels = [] }, new LabelRow { Labels = ["b"] } };
        var data = _ml.Data.LoadFromEnumerable(rows);
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Labels").Fit(data).Transform(data);
        var type = Assert.IsType<VectorDataViewType>(keyed.Schema["Labels"].Type);
        var key = Assert.IsType<KeyDataViewType>(type.ItemType);
        Assert.Equal((2UL, false, typeof(uint)), (key.Count, type.IsKnownSize, key.RawType));
        VBuffer<uint> keys = new(6, new uint[6]);
        using var cursor = keyed.GetRowCursor([keyed.Schema["Labels"]]);
        var getter = cursor.GetGetter<VBuffer<uint>>(keyed.Schema["Labels"]);
        var seen = new List<string>();
        while (cursor.MoveNext())
        {
            getter(ref keys);
            seen.Add(string.Join(",", keys.DenseValues()));
        }

        Assert.Equal(["1,2", "", "2"], seen);
    }

    private static BoxRow[] Rows() =>
        [new() { Boxes = [1, 1, 1, 1] }, new() { Boxes = [2, 2, 2, 2, 2, 2, 2, 2] }, new() { Boxes = [] }, new() { Boxes = [4, 4, 4, 4] }];

    private sealed class BoxRow
    {
        public float[] Boxes { get; set; } = [];
    }

    private sealed class Doubled
    {
        public int Double { get; set; }
    }
}

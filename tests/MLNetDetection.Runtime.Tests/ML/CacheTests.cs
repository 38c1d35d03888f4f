using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class CacheTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Cache_ReadsEachColumnOnce()
    {
        var probe = new ProbeDataView();
        var cache = _ml.Data.Cache(probe);
        Assert.Empty(probe.Requests);
        Assert.Null(cache.GetRowCount());
        for (int pass = 0; pass < 3; pass++)
        {
            Assert.Equal(Enumerable.Range(0, 10), cache.GetColumn<int>("A"));
        }

        Assert.Equal(["A"], probe.Requests);
        Assert.Equal(10, cache.GetRowCount());
        Assert.Equal(90f, cache.GetColumn<float>("B").Last());
        Assert.Equal(["A", "B"], probe.Requests);
    }

    [Fact]
    public void Cache_AcrossCursors_AtDifferentPlaces()
    {
        var cache = _ml.Data.Cache(new ProbeDataView());
        using var first = cache.GetRowCursor(cache.Schema);
        using var second = cache.GetRowCursor(cache.Schema);
        var a = first.GetGetter<int>(cache.Schema["A"]);
        var b = second.GetGetter<int>(cache.Schema["A"]);
        Assert.True(first.MoveNext() && first.MoveNext() && second.MoveNext());
        int firstValue = -1;
        int secondValue = -1;
        a(ref firstValue);
        b(ref secondValue);
        Assert.Equal((1, 0), (firstValue, secondValue));
        var id = first.GetIdGetter();
        DataViewRowId value = default;
        id(ref value);
        Assert.Equal(new DataViewRowId(1, 0), value);
    }

    [Fact]
    public void Cache_Shuffled_GivesARandomOrderOfTheSameRows()
    {
        var cache = _ml.Data.Cache(new ProbeDataView());
        Assert.True(cache.CanShuffle);
        int[] Order(int seed)
        {
            using var cursor = cache.GetRowCursor(cache.Schema, new Random(seed));
            var getter = cursor.GetGetter<int>(cache.Schema["A"]);
            var order = new List<int>();
            int value = 0;
            while (cursor.MoveNext())
            {
                getter(ref value);
                order.Add(value);
            }

            return [.. order];
        }

        Assert.Equal(Order(3), Order(3));
        Assert.NotEqual(Order(3), Order(4));
        Assert.Equal(Enumerable.Range(0, 10), Order(3).Order());
    }

    [Fact]
    public void Cache_Vectors_AreCopies()
    {
        var cache = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(MixedRow.Three()));
        VBuffer<float> boxes = default;
        using var cursor = cache.GetRowCursor(cache.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(cache.Schema["Boxes"]);
        Assert.True(cursor.MoveNext());
        getter(ref boxes);
        VBufferEditor.CreateFromBuffer(ref boxes).Values[0] = 99;
        VBuffer<float> again = default;
        getter(ref again);
        Assert.Equal([1, 2, 3, 4], again.DenseValues());
    }

    [Fact]
    public void Cache_FailingSource_TellsEveryReader()
    {
        var cache = _ml.Data.Cache(new ProbeDataView(failAt: 3));
        for (int pass = 0; pass < 2; pass++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => cache.GetColumn<int>("A").Count());
            Assert.Equal("Event we were waiting on was subject to an exception", error.Message);
            Assert.IsType<InvalidDataException>(error.InnerException);
        }
    }

    [Fact]
    public void Cache_UnknownPrefetchColumn_NamesIt()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.Cache(new ProbeDataView(), "A", "Nowhere"));
        Assert.StartsWith("Could not find prefetch column 'Nowhere'", error.Message);
    }

    [Fact]
    public void Cache_InactiveColumn_Throws()
    {
        var cache = _ml.Data.Cache(new ProbeDataView());
        using var cursor = cache.GetRowCursor([cache.Schema["A"]]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(cache.Schema["B"]));
        Assert.StartsWith("requested column not active", error.Message);
    }
}

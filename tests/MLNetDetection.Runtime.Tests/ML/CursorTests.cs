using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class CursorTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void GetGetter_InactiveColumn_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2));
        using var cursor = data.GetRowCursor([data.Schema["Id"]]);
        Assert.True(cursor.IsColumnActive(data.Schema["Id"]));
        Assert.False(cursor.IsColumnActive(data.Schema["Value"]));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(data.Schema["Value"]));
        Assert.StartsWith("requested column not active", error.Message);
    }

    [Fact]
    public void GetGetter_WrongType_SaysBothTypes()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2));
        using var cursor = data.GetRowCursor(data.Schema);
        var error = Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(data.Schema["Value"]));
        Assert.Contains("'System.Double'", error.Message);
        Assert.Contains("expected type: 'System.Single'", error.Message);
    }

    [Fact]
    public void IdAndPosition_FollowTheRows()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3));
        using var cursor = data.GetRowCursor(data.Schema);
        var id = cursor.GetIdGetter();
        DataViewRowId value = default;
        Assert.Throws<InvalidOperationException>(() => id(ref value));
        while (cursor.MoveNext())
        {
            id(ref value);
            Assert.Equal(new DataViewRowId((ulong)cursor.Position, 0), value);
            Assert.Equal(0, cursor.Batch);
        }

        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void Dispose_Twice_AndMoveNextAfter_GiveFalse()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3));
        var cursor = data.GetRowCursor(data.Schema);
        Assert.True(cursor.MoveNext());
        cursor.Dispose();
        cursor.Dispose();
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void Transform_AsksItsSourceForWhatIsNeeded()
    {
        var probe = new ProbeDataView();
        var copied = _ml.Transforms.CopyColumns("C", "B").Fit(probe).Transform(probe);
        Assert.Empty(probe.Requests);
        copied.GetRowCursor([copied.Schema["C"]]).Dispose();
        copied.GetRowCursor([copied.Schema["A"]]).Dispose();
        copied.GetRowCursor([copied.Schema["A"], copied.Schema["C"]]).Dispose();
        copied.GetRowCursor([]).Dispose();
        Assert.Equal(["B", "A", "A,B", ""], probe.Requests);
    }

    [Fact]
    public void Transform_PassesPositionIdAndDisposal()
    {
        var probe = new ProbeDataView();
        var copied = _ml.Transforms.CopyColumns("C", "B").Fit(probe).Transform(probe);
        using (var cursor = copied.GetRowCursor(copied.Schema))
        {
            var id = cursor.GetIdGetter();
            DataViewRowId value = default;
            Assert.True(cursor.MoveNext());
            Assert.True(cursor.MoveNext());
            id(ref value);
            Assert.Equal(1, cursor.Position);
            Assert.Equal(new DataViewRowId(101, 7), value);
        }

        Assert.Equal(1, probe.Disposed);
    }

    [Fact]
    public void Transform_RandomReachesOnlyAShufflableSource()
    {
        var fixedOrder = new ProbeDataView();
        var free = new ProbeDataView(canShuffle: true);
        foreach (var probe in new[] { fixedOrder, free })
        {
            var copied = _ml.Transforms.CopyColumns("C", "B").Fit(probe).Transform(probe);
            Assert.Equal(probe.CanShuffle, copied.CanShuffle);
            copied.GetRowCursor(copied.Schema, new Random(1)).Dispose();
        }

        Assert.Null(fixedOrder.Randoms[0]);
        Assert.NotNull(free.Randoms[0]);
    }

    [Fact]
    public void SeveralCursors_AtOnce_AreIndependent()
    {
        var data = _ml.Transforms.CopyColumns("Copy", "Id").Fit(_ml.Data.LoadFromEnumerable(NumberRow.Many(5)))
            .Transform(_ml.Data.LoadFromEnumerable(NumberRow.Many(5)));
        using var first = data.GetRowCursor(data.Schema);
        using var second = data.GetRowCursor(data.Schema);
        var firstCopy = first.GetGetter<int>(data.Schema["Copy"]);
        var secondCopy = second.GetGetter<int>(data.Schema["Copy"]);
        Assert.True(first.MoveNext() && first.MoveNext() && first.MoveNext() && second.MoveNext());
        int a = 0;
        int b = 0;
        firstCopy(ref a);
        secondCopy(ref b);
        Assert.Equal((2, 0), (a, b));
    }

    [Fact]
    public void CursorSet_TogetherReturnEachRowOnce()
    {
        var data = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(NumberRow.Many(100)));
        var ids = new List<int>();
        foreach (var cursor in data.GetRowCursorSet(data.Schema, 4))
        {
            using (cursor)
            {
                var getter = cursor.GetGetter<int>(data.Schema["Id"]);
                int id = 0;
                while (cursor.MoveNext())
                {
                    getter(ref id);
                    ids.Add(id);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 100), ids.Order());
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class FilterTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void TakeAndSkip_GiveTheRows()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(5).ToArray());
        Assert.Equal([0, 1], _ml.Data.TakeRows(data, 2).GetColumn<int>("Id"));
        Assert.Equal([3, 4], _ml.Data.SkipRows(data, 3).GetColumn<int>("Id"));
        Assert.Equal(5, _ml.Data.TakeRows(data, 20).GetRowCount());
        Assert.Equal(0, _ml.Data.SkipRows(data, 20).GetRowCount());
        Assert.Empty(_ml.Data.SkipRows(data, 20).GetColumn<int>("Id"));
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(data, 0)).ParamName);
        Assert.False(_ml.Data.TakeRows(new ProbeDataView(canShuffle: true), 2).CanShuffle);
    }

    [Fact]
    public void TakeRows_ReadsNoMoreThanItGives()
    {
        var probe = new ProbeDataView();
        Assert.Equal(3, _ml.Data.TakeRows(probe, 3).GetColumn<int>("A").Count());
        Assert.Equal(3, probe.RowsRead);
    }

    [Fact]
    public void Skip_CountsPositionsAnew_AndKeepsIds()
    {
        var probe = new ProbeDataView();
        var data = _ml.Data.SkipRows(probe, 4);
        using var cursor = data.GetRowCursor(data.Schema);
        var id = cursor.GetIdGetter();
        DataViewRowId value = default;
        Assert.True(cursor.MoveNext());
        id(ref value);
        Assert.Equal(0, cursor.Position);
        Assert.Equal(new DataViewRowId(104, 7), value);
    }

    [Fact]
    public void FilterRowsByColumn_IsInclusiveBelowOnly_AndDropsNaN()
    {
        var rows = new[] { 1f, 2, 3, float.NaN, 4 }.Select(v => new NumberRow { Value = v });
        var data = _ml.Data.LoadFromEnumerable(rows.ToArray());
        Assert.Equal([2f, 3], _ml.Data.FilterRowsByColumn(data, "Value", 2, 4).GetColumn<float>("Value"));
        Assert.Equal([1f, 2, 3, 4], _ml.Data.FilterRowsByColumn(data, "Value").GetColumn<float>("Value"));
        Assert.Null(_ml.Data.FilterRowsByColumn(data, "Value", 2).GetRowCount());
    }

    [Fact]
    public void FilterRowsByColumn_ActivatesItsColumnForItself()
    {
        var probe = new ProbeDataView();
        var filtered = _ml.Data.FilterRowsByColumn(probe, "B", 30, 50);
        Assert.Equal([3, 4], filtered.GetColumn<int>("A"));
        Assert.Equal(["A,B"], probe.Requests);
        using var cursor = filtered.GetRowCursor([filtered.Schema["A"]]);
        Assert.False(cursor.IsColumnActive(filtered.Schema["B"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<float>(filtered.Schema["B"]));
    }

    [Fact]
    public void FilterRowsByColumn_BadArguments_NameThem()
    {
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        Assert.Equal("upperBound", Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Data.FilterRowsByColumn(data, "Number", 2, 2)).ParamName);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(data, "Name", 2, 3));
        Assert.StartsWith("Schema mismatch for filter column 'Name': expected number, got String", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(data, "Nowhere", 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(data, "Count", 2, 3));
    }
}

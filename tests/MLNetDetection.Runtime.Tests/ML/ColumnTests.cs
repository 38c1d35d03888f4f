using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class ColumnTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void CopyColumns_OverAnExisting_HidesIt()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2).ToArray());
        var copied = _ml.Transforms.CopyColumns("Id", "Value").Fit(data).Transform(data);
        // The new column comes right after the one it hides.
        Assert.Equal(["Id: Int32 hidden", "Id: Single", "Value: Single"],
            copied.Schema.Select(c => $"{c}{(c.IsHidden ? " hidden" : "")}"));
        Assert.Equal([0f, 0.1f], copied.GetColumn<float>("Id"));
        Assert.Equal([0, 1], copied.GetColumn<int>(copied.Schema[0]));
    }

    [Fact]
    public void SelectColumns_TakesTheNamedOrder_DropKeepsTheInputs()
    {
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        var selected = _ml.Transforms.SelectColumns("Number", "Name").Fit(data).Transform(data);
        Assert.Equal(["Number", "Name"], selected.Schema.Select(c => c.Name));
        Assert.Equal(3, selected.GetRowCount());
        var dropped = _ml.Transforms.DropColumns("Name", "Labels", "Boxes", "Sparse").Fit(data).Transform(data);
        Assert.Equal(["Count", "Number", "Flag", "Fixed", "Key", "Renamed"], dropped.Schema.Select(c => c.Name));
        Assert.Equal(["a", "", "c"], selected.GetColumn<string>("Name"));
        var transformer = _ml.Transforms.SelectColumns("Flag").Fit(data);
        Assert.Equal(["Flag"], transformer.GetOutputSchema(data.Schema).Select(c => c.Name));
    }

    [Fact]
    public void SelectColumns_HiddenColumns_OnlyOnRequest()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2).ToArray());
        var copied = _ml.Transforms.CopyColumns("Id", "Value").Fit(data).Transform(data);
        Assert.Single(_ml.Transforms.SelectColumns("Id").Fit(copied).Transform(copied).Schema);
        Assert.Equal(2, _ml.Transforms.SelectColumns(["Id"], keepHidden: true).Fit(copied).Transform(copied).Schema.Count);
        Assert.Single(_ml.Transforms.DropColumns("Id").Fit(copied).Transform(copied).Schema);
    }

    [Fact]
    public void SelectAndDrop_MissingColumns_NameThem()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2).ToArray());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.DropColumns("Id", "X", "Y").Fit(data));
        Assert.StartsWith("Could not find input column 'X,Y'", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.SelectColumns("X").Fit(data));
        Assert.Throws<InvalidOperationException>(() => _ml.Transforms.DropColumns());
    }

    [Fact]
    public void CopyColumns_MissingColumn_NamesIt()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2).ToArray());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("X", "Nowhere").Fit(data));
        Assert.StartsWith("Could not find input column 'Nowhere'", error.Message);
    }
}

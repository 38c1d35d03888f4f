using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class LoadingTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void LoadFromEnumerable_EachMember_BecomesAColumn()
    {
        var schema = _ml.Data.LoadFromEnumerable(MixedRow.Three()).Schema;
        Assert.Equal(
            "Count: Int32|Name: String|Number: Single|Flag: Boolean|Labels: Vector<String>|Boxes: Vector<Single>|"
            + "Fixed: Vector<Double, 3>|Key: Key<UInt32, 0-2>|Sparse: Vector<Int32>|Renamed: Int64",
            string.Join("|", schema));
    }

    [Fact]
    public void LoadFromEnumerable_Getters_ConvertMembers()
    {
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        using var cursor = data.GetRowCursor(data.Schema);
        var name = cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema["Name"]);
        var labels = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(data.Schema["Labels"]);
        var key = cursor.GetGetter<uint>(data.Schema["Key"]);
        var sparse = cursor.GetGetter<VBuffer<int>>(data.Schema["Sparse"]);
        var rows = new List<string>();
        ReadOnlyMemory<char> nameValue = default;
        VBuffer<ReadOnlyMemory<char>> labelValues = default;
        uint keyValue = 0;
        VBuffer<int> sparseValues = default;
        while (cursor.MoveNext())
        {
            name(ref nameValue);
            labels(ref labelValues);
            key(ref keyValue);
            sparse(ref sparseValues);
            string texts = string.Join(",", labelValues.DenseValues());
            rows.Add($"{nameValue}|{texts}|{keyValue}|{string.Join(",", sparseValues.Items())}");
        }

        // Keys count from 0 in the class and from 1 in the column; what is too large is missing.
        Assert.Equal(["a|x,y|1|[1, 7],[3, 8]", "||3|", "c||0|"], rows);
    }

    [Fact]
    public void LoadFromEnumerable_IsLazy_AndEnumeratesAnewForEachCursor()
    {
        int enumerations = 0;
        int produced = 0;
        IEnumerable<NumberRow> Rows()
        {
            enumerations++;
            foreach (var row in NumberRow.Many(10))
            {
                produced++;
                yield return row;
            }
        }

        var data = _ml.Data.LoadFromEnumerable(Rows());
        Assert.Equal(0, produced);
        Assert.Null(data.GetRowCount());
        Assert.False(data.CanShuffle);
        using var first = data.GetRowCursor(data.Schema);
        using var second = data.GetRowCursor(data.Schema);
        Assert.True(first.MoveNext());
        Assert.True(first.MoveNext());
        Assert.True(second.MoveNext());
        Assert.Equal(2, enumerations);
        Assert.Equal(3, produced);
        Assert.Equal(1, first.Position);
        Assert.Equal(0, second.Position);
    }

    [Fact]
    public void LoadFromEnumerable_Collection_KnowsItsRowCount()
        => Assert.Equal(3, _ml.Data.LoadFromEnumerable(MixedRow.Three()).GetRowCount());

    [Fact]
    public void LoadFromEnumerable_Empty_HasSchemaAndNoRows()
    {
        var data = _ml.Data.LoadFromEnumerable(Array.Empty<MixedRow>());
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void LoadFromEnumerable_NullRow_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable(new NumberRow[] { new(), null! });
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.True(cursor.MoveNext());
        var error = Assert.Throws<InvalidOperationException>(() => cursor.MoveNext());
        Assert.Equal("Encountered null when iterating over data, this is not supported.", error.Message);
    }

    [Fact]
    public void LoadFromEnumerable_UnknownMemberType_NamesTheMember()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Data.LoadFromEnumerable(new[] { new { Odd = new object() } }));
        Assert.StartsWith("Could not determine an IDataView type and registered custom types for member Odd", error.Message);
    }

    [Fact]
    public void LoadFromEnumerable_AnonymousType_Works()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new { X = 1f, Y = "t" } });
        Assert.Equal([1f], data.GetColumn<float>("X"));
        Assert.Equal(["t"], data.GetColumn<string>("Y"));
    }

    [Fact]
    public void LoadFromEnumerable_WithSchema_TakesItsTypes()
    {
        var source = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Boxes", new VectorDataViewType(NumberDataViewType.Single, 4));
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three().Take(1), builder.ToSchema());
        Assert.Equal("Vector<Single, 4>", data.Schema["Boxes"].Type.ToString());
        Assert.Equal(source.Schema.Count, data.Schema.Count);
        builder.AddColumn("Nowhere", NumberDataViewType.Single);
        Assert.Throws<InvalidOperationException>(() => _ml.Data.LoadFromEnumerable(MixedRow.Three(), builder.ToSchema()));
    }

    [Fact]
    public void CreateEnumerable_RoundTrip_KeepsValues()
    {
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        var rows = _ml.Data.CreateEnumerable<MixedRow>(data, reuseRowObject: false).ToArray();
        Assert.Equal(["a", "", "c"], rows.Select(r => r.Name));
        Assert.Equal([1, 2, 3], rows.Select(r => r.Count));
        Assert.Equal(["x", "y"], rows[0].Labels!);
        Assert.Equal([4, 5, 6], rows[2].Fixed);
        // An empty vector leaves a member that is null as it is.
        Assert.Null(rows[2].Boxes);
        Assert.Null(rows[1].Labels);
        Assert.Equal([10L, 20, 30], rows.Select(r => r.Original));
        // Read back as stored: from 1.
        Assert.Equal([1u, 3, 0], rows.Select(r => r.Key));
        Assert.Equal([0, 7, 0, 8, 0], rows[0].Sparse.DenseValues());
    }

    [Fact]
    public void CreateEnumerable_Reuse_GivesOneObjectAndKeepsFittingArrays()
    {
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        MixedRow? first = null;
        double[]? array = null;
        foreach (var row in _ml.Data.CreateEnumerable<MixedRow>(data, reuseRowObject: true))
        {
            first ??= row;
            array ??= row.Fixed;
            Assert.Same(first, row);
            Assert.Same(array, row.Fixed);
        }
    }

    [Fact]
    public void CreateEnumerable_MissingColumn_ThrowsUnlessIgnored()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(2).ToArray());
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Data.CreateEnumerable<LabelRow>(data, reuseRowObject: false).ToArray());
        Assert.Contains("Could not find  column '", error.Message);
        var rows = _ml.Data.CreateEnumerable<LabelRow>(data, reuseRowObject: false, ignoreMissingColumns: true).ToArray();
        Assert.Equal(2, rows.Length);
        Assert.Null(rows[0].Label);
    }

    [Fact]
    public void CreateEnumerable_WrongType_SaysBothTypes()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new { Id = 1f, Value = 1f } });
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Data.CreateEnumerable<NumberRow>(data, false).ToArray());
        Assert.Equal(
            "Can't bind the IDataView column 'Id' of type 'Single' to field or property 'Id' of type 'System.Int32'.",
            error.Message);
    }

    [Fact]
    public void GetColumn_Vectors_AreNewArrays()
    {
        var data = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        var boxes = data.GetColumn<float[]>("Boxes").ToArray();
        Assert.Equal([4, 0, 0], boxes.Select(b => b.Length));
        Assert.Equal(["x", "y"], data.GetColumn<string[]>("Labels").First());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.GetColumn<int>("Boxes").ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.GetColumn<int>("Nowhere").ToArray());
    }
}

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class SchemaTests
{
    [Fact]
    public void Builder_SameNameTwice_HidesTheFirst()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("B", TextDataViewType.Instance);
        builder.AddColumn("A", NumberDataViewType.Int32);
        var schema = builder.ToSchema();
        Assert.Equal(3, schema.Count);
        Assert.True(schema[0].IsHidden);
        Assert.False(schema[2].IsHidden);
        Assert.Equal(2, schema["A"].Index);
        Assert.Equal("3 columns", schema.ToString());
        Assert.Equal("B: String", schema[1].ToString());
    }

    [Fact]
    public void Indexer_UnknownName_SaysWhich()
    {
        var schema = new DataViewSchema.Builder().ToSchema();
        Assert.Null(schema.GetColumnOrNull("X"));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => schema["X"]);
        Assert.StartsWith("Column 'X' not found", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => schema[0]);
        Assert.Throws<ArgumentNullException>(() => schema[""]);
    }

    [Fact]
    public void Annotations_AreReadByTypedGetters()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("Flag", BooleanDataViewType.Instance, true);
        annotations.Add<VBuffer<ReadOnlyMemory<char>>>("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 2),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(2, ["x".AsMemory(), "y".AsMemory()]));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", new VectorDataViewType(NumberDataViewType.Single, 2), annotations.ToAnnotations());
        var column = builder.ToSchema()[0];
        Assert.Equal("A: Vector<Single, 2> {Flag, SlotNames}", column.ToString());
        Assert.Equal("Flag, SlotNames", column.Annotations.ToString());
        Assert.True(column.HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        Assert.Equal(["x", "y"], names.DenseValues().Select(n => n.ToString()));
        bool flag = false;
        column.Annotations.GetValue("Flag", ref flag);
        Assert.True(flag);
    }

    [Fact]
    public void Annotations_WrongTypeOrName_Throws()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Assert.Throws<ArgumentException>(() => builder.AddPrimitiveValue("X", NumberDataViewType.Int32, 1f));
        Assert.Throws<TargetInvocationException>(
            () => builder.Add("X", NumberDataViewType.Int32, (Delegate)(ValueGetter<float>)((ref float value) => value = 1)));
        builder.AddPrimitiveValue("X", NumberDataViewType.Int32, 1);
        var annotations = builder.ToAnnotations();
        Assert.Throws<InvalidOperationException>(() =>
        {
            float value = 0;
            annotations.GetValue("X", ref value);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            int value = 0;
            annotations.GetValue("Y", ref value);
        });
    }

    [Fact]
    public void Annotations_AddSelected_CopiesThoseOnly()
    {
        var first = new DataViewSchema.Annotations.Builder();
        first.AddPrimitiveValue("X", NumberDataViewType.Int32, 1);
        first.AddPrimitiveValue("Y", NumberDataViewType.Int32, 2);
        var second = new DataViewSchema.Annotations.Builder();
        second.Add(first.ToAnnotations(), name => name == "Y");
        Assert.Equal("Y", second.ToAnnotations().ToString());
        Assert.Empty(DataViewSchema.Annotations.Empty.Schema);
    }

    [Fact]
    public void DetachedColumn_CopiesAColumn()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("X", NumberDataViewType.Int32, 5);
        var detached = new DataViewSchema.DetachedColumn("A", TextDataViewType.Instance, annotations.ToAnnotations());
        var builder = new DataViewSchema.Builder();
        builder.AddColumns([detached, new DataViewSchema.DetachedColumn("B", NumberDataViewType.Single)]);
        builder.AddColumns(builder.ToSchema());
        var schema = builder.ToSchema();
        Assert.Equal(["A", "B", "A", "B"], schema.Select(c => c.Name));
        var copy = new DataViewSchema.DetachedColumn(schema[2]);
        Assert.Equal(("A", (DataViewType)TextDataViewType.Instance), (copy.Name, copy.Type));
        int value = 0;
        copy.Annotations.GetGetter<int>(copy.Annotations.Schema["X"])(ref value);
        Assert.Equal(5, value);
        Assert.Throws<ArgumentNullException>(() => new DataViewSchema.DetachedColumn("", TextDataViewType.Instance));
    }

    [Fact]
    public void SchemaDefinition_ChangedColumns_AreTaken()
    {
        var definition = SchemaDefinition.Create(typeof(MixedRow));
        definition["Boxes"]!.ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
        definition["Number"]!.ColumnName = "Other";
        var schema = new MLContext().Data.LoadFromEnumerable(MixedRow.Three(), definition).Schema;
        Assert.Equal("Boxes: Vector<Single, 4>", schema["Boxes"].ToString());
        Assert.NotNull(schema.GetColumnOrNull("Other"));
        definition["Boxes"]!.ColumnType = NumberDataViewType.Single;
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new MLContext().Data.LoadFromEnumerable(MixedRow.Three(), definition));
        Assert.StartsWith(
            "Column 'Boxes' is supposed to be scalar, but type of associated field 'Boxes' is vector", error.Message);
        definition["Boxes"]!.ColumnType = new VectorDataViewType(NumberDataViewType.Double);
        error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new MLContext().Data.LoadFromEnumerable(MixedRow.Three(), definition));
        Assert.StartsWith("Column 'Boxes' is supposed to have item type System.Double", error.Message);
        Assert.Empty(definition["Flag"]!.Annotations.Schema);
    }

    [Fact]
    public void SchemaDefinition_OfAClass_FollowsItsAttributes()
    {
        var definition = SchemaDefinition.Create(typeof(MixedRow));
        Assert.Equal("Vector<Double, 3>", definition["Fixed"]!.ColumnType.ToString());
        Assert.Equal("Key<UInt32, 0-2>", definition["Key"]!.ColumnType.ToString());
        Assert.Equal("Vector<String>", definition["Labels"]!.ColumnType.ToString());
        Assert.Equal("Original", definition["Renamed"]!.MemberName);
        Assert.Null(definition["Ignored"]);
        Assert.Equal("Count", definition[0].ColumnName); // fields come first
    }

    [Fact]
    public void SchemaDefinition_Annotations_ReachTheColumn()
    {
        var definition = SchemaDefinition.Create(typeof(MixedRow));
        var names = new VectorDataViewType(TextDataViewType.Instance, 3);
        definition["Key"]!.AddAnnotation("KeyValues", new[] { "p", "q", "r" }, names);
        definition["Name"]!.AddAnnotation("Note", "text", TextDataViewType.Instance);
        var column = new MLContext().Data.LoadFromEnumerable(MixedRow.Three(), definition).Schema["Key"];
        Assert.True(column.HasKeyValues());
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        Assert.Equal("q", values.GetItemOrDefault(1).ToString());
        Assert.Throws<InvalidOperationException>(
            () => definition["Name"]!.AddAnnotation("Note", "again", TextDataViewType.Instance));
    }
}

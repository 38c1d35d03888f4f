using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class PredictionEngineTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Predict_OverAChain_GivesNewAndReusedObjects()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var model = _ml.Transforms.CopyColumns("Copy", "Id").Append(_ml.Transforms.SelectColumns("Copy", "Value")).Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(model);
        Assert.Equal(["Copy", "Value"], engine.OutputSchema.Select(c => c.Name));
        Assert.Equal(5, engine.Predict(new NumberRow { Id = 5, Value = 2 }).Copy);
        var prediction = new Prediction { Untouched = "kept" };
        var same = prediction;
        engine.Predict(new NumberRow { Id = 6, Value = 3 }, ref prediction);
        Assert.Same(same, prediction);
        Assert.Equal((6, 3f, "kept"), (prediction.Copy, prediction.Value, prediction.Untouched));
        Assert.Throws<ArgumentNullException>(() => engine.Predict(null!));
    }

    [Fact]
    public void Create_MissingColumns_ThrowOnlyWhenTheyMatter()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var model = _ml.Transforms.CopyColumns("Copy", "Id").Fit(data);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(model, ignoreMissingColumns: false));
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Model.CreatePredictionEngine<LabelRow, Prediction>(model));
        Assert.StartsWith("Could not find input column 'Id'", error.Message);
    }

    [Fact]
    public void Create_WithSchema_ChecksTheExample()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var model = _ml.Transforms.CopyColumns("Copy", "Id").Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<NumberRow, CopyOnly>(model, data.Schema);
        Assert.Equal(9, engine.Predict(new NumberRow { Id = 9 }).Copy);
        var error = Assert.Throws<InvalidOperationException>(
            () => _ml.Model.CreatePredictionEngine<CopyOnly, CopyOnly>(model, data.Schema));
        Assert.Equal("Type should contain a member named Id", error.Message);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Dispose_DisposesTheTransformerItOwns(bool owns, int disposals)
    {
        var transformer = new OwnedTransformer(_ml.Transforms.CopyColumns("Copy", "Id")
            .Fit(_ml.Data.LoadFromEnumerable(NumberRow.Many(1).ToArray())));
        var engine = _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(
            transformer, new PredictionEngineOptions { OwnsTransformer = owns });
        Assert.Equal(4, engine.Predict(new NumberRow { Id = 4 }).Copy);
        engine.Dispose();
        engine.Dispose();
        Assert.Equal(disposals, transformer.Disposals);
    }

    [Fact]
    public void Create_Options_NameTheColumns()
    {
        var model = _ml.Transforms.CopyColumns("Copy", "Renamed").Fit(_ml.Data.LoadFromEnumerable(MixedRow.Three()));
        var input = SchemaDefinition.Create(typeof(NumberRow));
        input["Id"]!.ColumnName = "Renamed";
        var output = SchemaDefinition.Create(typeof(Prediction));
        output["Value"]!.ColumnName = "Nowhere";
        var options = new PredictionEngineOptions { InputSchemaDefinition = input, OutputSchemaDefinition = output };
        using var engine = _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(model, options);
        var prediction = engine.Predict(new NumberRow { Id = 3, Value = 5 });
        Assert.Equal((3, 0f), (prediction.Copy, prediction.Value));
        options.IgnoreMissingColumns = false;
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(model, options));
    }

    [Fact]
    public void Create_DefaultOverload_OwnsTheTransformer()
    {
        var transformer = new OwnedTransformer(_ml.Transforms.CopyColumns("Copy", "Id")
            .Fit(_ml.Data.LoadFromEnumerable(NumberRow.Many(1).ToArray())));
        _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(transformer).Dispose();
        Assert.Equal(1, transformer.Disposals);
    }

    [Fact]
    public void Create_NotARowMapper_Refuses()
    {
        var transformer = new OwnedTransformer(null);
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(transformer));
        Assert.StartsWith("Must be a row to row mapper", error.Message);
        Assert.Throws<ArgumentNullException>(() => _ml.Model.CreatePredictionEngine<NumberRow, Prediction>(null!));
    }

    [Fact]
    public void Predict_Vectors_AreTheCallersUnlessItPassesItsOwn()
    {
        var model = _ml.Transforms.CopyColumns("Copy", "Boxes").Fit(_ml.Data.LoadFromEnumerable(MixedRow.Three()));
        using var engine = _ml.Model.CreatePredictionEngine<MixedRow, VectorPrediction>(model);
        var first = engine.Predict(new MixedRow { Boxes = [1, 2] });
        var second = engine.Predict(new MixedRow { Boxes = [3, 4] });
        Assert.Equal([1, 2], first.Copy!);
        Assert.Equal([3, 4], second.Copy!);
        var array = second.Copy;
        engine.Predict(new MixedRow { Boxes = [5, 6] }, ref second);
        Assert.Same(array, second.Copy);
        Assert.Equal([5, 6], second.Copy!);
        engine.Predict(new MixedRow { Boxes = [7] }, ref second);
        Assert.Equal([7], second.Copy!);
    }

    private sealed class VectorPrediction
    {
        public float[]? Copy { get; set; }
    }

    private sealed class Prediction
    {
        public int Copy { get; set; }

        public float Value { get; set; }

        public string? Untouched { get; set; }
    }

    private sealed class CopyOnly
    {
        public int Copy { get; set; }
    }

    private sealed class OwnedTransformer(ITransformer? inner) : ITransformer, IDisposable
    {
        public int Disposals { get; private set; }

        public bool IsRowToRowMapper => inner != null;

        public void Dispose() => Disposals++;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner!.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner!.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => inner!.Transform(input);
    }
}

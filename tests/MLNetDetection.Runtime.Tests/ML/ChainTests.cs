using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

public class ChainTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Append_Fit_GivesAChainWithTheLastTransformer()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var chain = _ml.Transforms.CopyColumns("A", "Id").Append(_ml.Transforms.CopyColumns("B", "A"))
            .Append(_ml.Transforms.DropColumns("Id"));
        var model = chain.Fit(data);
        Assert.Equal(3, model.Count());
        Assert.Same(model.Last(), model.LastTransformer);
        Assert.Equal(["Value", "A", "B"], model.Transform(data).Schema.Select(c => c.Name));
        Assert.Equal(["Value", "A", "B"], model.GetOutputSchema(data.Schema).Select(c => c.Name));
        Assert.Equal([0, 1, 2], model.Transform(data).GetColumn<int>("B"));
    }

    [Fact]
    public void Fit_MissingColumnAtTheEnd_ThrowsBeforeAnyIsFitted()
    {
        var recorder = new RecordingEstimator();
        var chain = new EstimatorChain<ITransformer>().Append(recorder).Append(_ml.Transforms.CopyColumns("B", "Nowhere"));
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => chain.Fit(_ml.Data.LoadFromEnumerable(NumberRow.Many(2))));
        Assert.StartsWith("Could not find input column 'Nowhere'", error.Message);
        Assert.Equal("inputSchema", error.ParamName);
        Assert.Equal(0, recorder.Fits);
    }

    [Fact]
    public void GetOutputSchema_SeesKindsAndAnnotations()
    {
        var recorder = new RecordingEstimator();
        var rows = new[] { new LabelRow { Label = "a", Labels = ["a", "b"] } };
        var chain = _ml.Transforms.Conversion.MapValueToKey("Labels")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Key", "Label"))
            .Append(recorder);
        chain.Fit(_ml.Data.LoadFromEnumerable(rows));
        var labels = recorder.Shape!.Single(c => c.Name == "Labels");
        var key = recorder.Shape!.Single(c => c.Name == "Key");
        Assert.Equal(SchemaShape.Column.VectorKind.VariableVector, labels.Kind);
        var resized = new EstimatorChain<ITransformer>().Append(_ml.Transforms.Conversion.MapValueToKey("Fixed")).Append(recorder);
        resized.Fit(_ml.Data.LoadFromEnumerable(MixedRow.Three()));
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, recorder.Shape!.Single(c => c.Name == "Fixed").Kind);
        chain.Fit(_ml.Data.LoadFromEnumerable(rows));
        Assert.Equal(SchemaShape.Column.VectorKind.Scalar, key.Kind);
        Assert.True(labels.IsKey && key.IsKey);
        Assert.Equal(NumberDataViewType.UInt32, labels.ItemType);
        Assert.Contains(labels.Annotations, a => a.Name == "KeyValues" && a.ItemType is TextDataViewType);
        Assert.Equal(4, recorder.Shape!.Count);
        Assert.Equal("Label", recorder.Shape[0].Name);
        Assert.Same(recorder, chain.LastEstimator);
        Assert.Equal(5, chain.Append(_ml.Transforms.CopyColumns("Copy", "Key")).GetOutputSchema(recorder.Shape).Count);
    }

    [Fact]
    public void Scopes_DecideWhatIsApplied()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var model = new EstimatorChain<ITransformer>()
            .Append(_ml.Transforms.CopyColumns("Train", "Id"), TransformerScope.Training)
            .Append(_ml.Transforms.CopyColumns("Both", "Id"))
            .Fit(data);
        Assert.Equal(["Id", "Value", "Both"], model.Transform(data).Schema.Select(c => c.Name));
        Assert.Equal(
            ["Id", "Value", "Train", "Both"], model.Transform(data, TransformerScope.Everything).Schema.Select(c => c.Name));
        Assert.Single(model.GetModelFor(TransformerScope.Scoring));
    }

    [Fact]
    public void TransformerChain_Append_AndDispose()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var disposable = new RecordingTransformer();
        var chain = _ml.Transforms.CopyColumns("A", "Id").Fit(data).Append(disposable);
        Assert.Same(disposable, chain.LastTransformer);
        var scoped = chain.Append(_ml.Transforms.CopyColumns("B", "Id").Fit(data), TransformerScope.Testing);
        Assert.Equal(["Id", "Value", "A"], scoped.GetModelFor(TransformerScope.Scoring).GetOutputSchema(data.Schema).Select(c => c.Name));
        chain.Dispose();
        chain.Dispose();
        Assert.Equal(1, disposable.Disposals);
        Assert.False(((ITransformer)chain).IsRowToRowMapper);
        Assert.Throws<InvalidOperationException>(() => ((ITransformer)chain).GetRowToRowMapper(data.Schema));
    }

    [Fact]
    public void TransformerChain_OfTransformers_ChecksThem()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        ITransformer copy = _ml.Transforms.CopyColumns("A", "Id").Fit(data);
        ITransformer drop = _ml.Transforms.DropColumns("Id").Fit(data);
        var chain = new TransformerChain<ITransformer>(copy, drop);
        Assert.Equal(["Value", "A"], chain.GetOutputSchema(data.Schema).Select(c => c.Name));
        Assert.Equal(3, chain.GetOutputSchema(data.Schema, TransformerScope.None).Count + 1);
        var scoped = new TransformerChain<ITransformer>([copy, drop], [TransformerScope.Scoring, TransformerScope.Training]);
        Assert.Equal(["Id", "Value", "A"], scoped.Transform(data).Schema.Select(c => c.Name));
        Assert.Throws<InvalidOperationException>(
            () => new TransformerChain<ITransformer>([copy, drop], [TransformerScope.Scoring]));
    }

    [Fact]
    public void EmptyChain_ChangesNothing()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var model = new EstimatorChain<ITransformer>().Fit(data);
        Assert.Same(data, model.Transform(data));
        Assert.Null(model.LastTransformer);
        Assert.Throws<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml));
    }

    [Fact]
    public void AppendCacheCheckpoint_LaterEstimatorsReadTheCache()
    {
        var probe = new ProbeDataView();
        var reader = new RecordingEstimator(readTwice: "C");
        _ml.Transforms.CopyColumns("C", "A").AppendCacheCheckpoint(_ml).Append(reader).Fit(probe);
        Assert.Equal(ProbeDataView.Rows, probe.RowsRead);
        Assert.Equal(2 * ProbeDataView.Rows, reader.RowsRead);
    }

    [Fact]
    public void WithOnFitDelegate_TellsTheTransformer()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        ITransformer? told = null;
        var model = _ml.Transforms.CopyColumns("A", "Id").WithOnFitDelegate(t => told = t).Fit(data);
        Assert.Same(model, told);
    }

    [Fact]
    public void RowToRowMapper_OfAChain_MapsSingleRows()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        ITransformer model = _ml.Transforms.CopyColumns("A", "Id").Append(_ml.Transforms.SelectColumns("A")).Fit(data);
        Assert.True(model.IsRowToRowMapper);
        var mapper = model.GetRowToRowMapper(data.Schema);
        Assert.Same(data.Schema, mapper.InputSchema);
        Assert.Equal(["A"], mapper.OutputSchema.Select(c => c.Name));
        Assert.Equal(["Id"], mapper.GetDependencies(mapper.OutputSchema).Select(c => c.Name));
        using var cursor = data.GetRowCursor(data.Schema);
        var row = mapper.GetRow(cursor, mapper.OutputSchema);
        var getter = row.GetGetter<int>(mapper.OutputSchema["A"]);
        int value = -1;
        Assert.True(cursor.MoveNext() && cursor.MoveNext());
        getter(ref value);
        Assert.Equal(1, value);
    }

    /// <summary>Remembers the shape it was given; its transformer changes nothing.</summary>
    private sealed class RecordingEstimator(string? readTwice = null) : IEstimator<RecordingTransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public int Fits { get; private set; }

        public int RowsRead { get; private set; }

        public RecordingTransformer Fit(IDataView input)
        {
            Fits++;
            for (int pass = 0; readTwice != null && pass < 2; pass++)
            {
                RowsRead += input.GetColumn<int>(readTwice).Count();
            }

            return new RecordingTransformer();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;
    }

    private sealed class RecordingTransformer : ITransformer, IDisposable
    {
        public int Disposals { get; private set; }

        public bool IsRowToRowMapper => false;

        public void Dispose() => Disposals++;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;
    }
}

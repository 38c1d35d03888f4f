using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNetDetection.Runtime.Tests.ML;

public class CustomMappingTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void CustomMapping_AddsColumns_AndRunsOnceARow()
    {
        int calls = 0;
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var estimator = _ml.Transforms.CustomMapping<NumberRow, Output>((source, target) =>
        {
            calls++;
            target.Double = source.Id * 2;
            target.Text = $"#{source.Id}";
        }, contractName: null);
        var mapped = estimator.Fit(data).Transform(data);
        Assert.Equal(["Id", "Value", "Double", "Text"], mapped.Schema.Select(c => c.Name));
        Assert.Equal(4, estimator.Fit(data).GetOutputSchema(data.Schema).Count);
        Assert.Equal(0, calls);
        using var cursor = mapped.GetRowCursor(mapped.Schema);
        var first = cursor.GetGetter<int>(mapped.Schema["Double"]);
        var second = cursor.GetGetter<ReadOnlyMemory<char>>(mapped.Schema["Text"]);
        int number = 0;
        ReadOnlyMemory<char> text = default;
        while (cursor.MoveNext())
        {
            first(ref number);
            second(ref text);
            first(ref number);
            Assert.Equal($"#{number / 2}", text.ToString());
        }

        Assert.Equal(3, calls);
    }

    [Fact]
    public void CustomMapping_OnlyOtherColumnsRead_NeverRuns()
    {
        var probe = new ProbeDataView();
        var mapped = _ml.Transforms.CustomMapping<ProbeRow, Output>((_, _) => throw new InvalidOperationException("ran"), null)
            .Fit(probe).Transform(probe);
        Assert.Equal(10, mapped.GetColumn<float>("B").Count());
        Assert.Equal(["B"], probe.Requests);
        Assert.Throws<InvalidOperationException>(() => mapped.GetColumn<int>("Double").Count());
        Assert.Equal("A", probe.Requests[^1]);
    }

    [Fact]
    public void CustomMapping_MissingColumn_NamesIt()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new { Id = 1 } });
        var estimator = _ml.Transforms.CustomMapping<NumberRow, Output>((_, _) => { }, null);
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => estimator.Append(_ml.Transforms.DropColumns("Id")).Fit(data));
        Assert.StartsWith("Could not find input column 'Value'", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
    }

    [Fact]
    public void CustomMapping_WrongType_SaysBoth()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new { Id = 1L, Value = 1f } });
        var estimator = _ml.Transforms.CustomMapping<NumberRow, Output>((_, _) => { }, null);
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => estimator.Append(_ml.Transforms.DropColumns("Id")).Fit(data));
        Assert.StartsWith("Schema mismatch for input column 'Id': expected Int32, got Int64", error.Message);
    }

    [Fact]
    public void Save_WithAContract_LoadsThroughItsFactory()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var model = _ml.Transforms.CustomMapping(new DoubleFactory().GetMapping(), "DoubleFactory").Fit(data);
        using var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var fresh = new MLContext();
        fresh.ComponentCatalog.RegisterAssembly(typeof(DoubleFactory).Assembly);
        var loaded = fresh.Model.Load(file, out var schema);
        Assert.Equal(["Id", "Value"], schema.Select(c => c.Name));
        Assert.Equal([0, 2, 4], loaded.Transform(data).GetColumn<int>("Double"));
    }

    [Fact]
    public void Save_WithoutAContract_OrAFactory_SaysSo()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(3).ToArray());
        var nameless = _ml.Transforms.CustomMapping(new DoubleFactory().GetMapping(), null).Fit(data);
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(nameless, data.Schema, new MemoryStream()));
        Assert.Equal("Empty contract name for a transform: the transform cannot be saved", error.Message);
        var unknown = _ml.Transforms.CustomMapping(new DoubleFactory().GetMapping(), "NobodysContract").Fit(data);
        using var file = new MemoryStream();
        _ml.Model.Save(unknown, data.Schema, file);
        file.Position = 0;
        var loading = Assert.ThrowsAny<Exception>(() => _ml.Model.Load(file, out _));
        Assert.Contains("Unable to locate an extension for the contract 'NobodysContract'", loading.ToString());
    }

    [CustomMappingFactoryAttribute("DoubleFactory")]
    private sealed class DoubleFactory : CustomMappingFactory<NumberRow, Output>
    {
        public override Action<NumberRow, Output> GetMapping() => (source, target) => target.Double = source.Id * 2;
    }

    private sealed class Output
    {
        public int Double { get; set; }

        public string? Text { get; set; }
    }

    private sealed class ProbeRow
    {
        public int A { get; set; }
    }
}

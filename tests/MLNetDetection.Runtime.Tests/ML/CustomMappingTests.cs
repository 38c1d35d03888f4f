using Microsoft.ML;
using Microsoft.ML.Data;

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
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Append(_ml.Transforms.DropColumns("Id")).Fit(data));
        Assert.StartsWith("Could not find input column 'Value'", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
    }

    [Fact]
    public void CustomMapping_WrongType_SaysBoth()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new { Id = 1L, Value = 1f } });
        var estimator = _ml.Transforms.CustomMapping<NumberRow, Output>((_, _) => { }, null);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Append(_ml.Transforms.DropColumns("Id")).Fit(data));
        Assert.StartsWith("Schema mismatch for input column 'Id': expected Int32, got Int64", error.Message);
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

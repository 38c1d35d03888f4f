using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNetDetection.Runtime.Tests.ML;

public class KeyMappingTests
{
    private static readonly LabelRow[] Rows =
    [
        new() { Label = "dog", Labels = ["dog", "cat"], Class = 7 },
        new() { Label = "", Labels = [], Class = 3 },
        new() { Label = "ant", Labels = ["ant", "", "dog"], Class = 7 },
        new() { Label = "cat", Labels = ["cat"], Class = 0 },
    ];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void MapValueToKey_Scalar_NumbersByOccurrence()
    {
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey("Key", "Label"));
        Assert.Equal("Key<UInt32, 0-2>", keyed.Schema["Key"].Type.ToString());
        Assert.Equal([1u, 0, 2, 3], keyed.GetColumn<uint>("Key"));
        Assert.Equal(["dog", "ant", "cat"], Values(keyed.Schema["Key"]));
    }

    [Fact]
    public void MapValueToKey_ByValue_SortsByCharacters()
    {
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey(
            "Key", "Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
        Assert.Equal(["ant", "cat", "dog"], Values(keyed.Schema["Key"]));
        Assert.Equal([3u, 0, 1, 2], keyed.GetColumn<uint>("Key"));
    }

    [Fact]
    public void MapValueToKey_Vector_KeepsEachRowsLength()
    {
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey("Labels"));
        Assert.Equal("Vector<Key<UInt32, 0-2>>", keyed.Schema["Labels"].Type.ToString());
        Assert.True(keyed.Schema["Labels"].HasKeyValues());
        Assert.Equal(["dog", "cat", "ant"], Values(keyed.Schema["Labels"]));
        Assert.Equal([[1u, 2], [], [3, 0, 1], [2]], keyed.GetColumn<uint[]>("Labels"));
    }

    [Fact]
    public void MapValueToKey_MostlyUnknown_IsSparse()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Labels").Fit(Data(Rows));
        var other = Data([new LabelRow { Labels = ["?", "?", "?", "?", "cat", "?"] }, new LabelRow { Labels = ["cat", "dog"] }]);
        var vectors = model.Transform(other).GetColumn<VBuffer<uint>>("Labels");
        Assert.Equal([(false, 1), (true, 2)], vectors.Select(v => (v.IsDense, v.GetValues().Length)).ToArray());
    }

    [Fact]
    public void MapValueToKey_MaximumNumber_LeavesOutTheRest()
    {
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey("Key", "Label", maximumNumberOfKeys: 2));
        Assert.Equal([1u, 0, 2, 0], keyed.GetColumn<uint>("Key"));
        Assert.Equal("Key<UInt32, 0-1>", keyed.Schema["Key"].Type.ToString());
    }

    [Fact]
    public void MapValueToKey_KeyData_GivesTheKeys()
    {
        var keys = _ml.Data.LoadFromEnumerable(new[] { new { Name = "cat" }, new { Name = "bee" }, new { Name = "dog" } });
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey("Labels", keyData: keys));
        Assert.Equal(["cat", "bee", "dog"], Values(keyed.Schema["Labels"]));
        Assert.Equal([[3u, 1], [], [0, 0, 3], [1]], keyed.GetColumn<uint[]>("Labels"));
        var wrong = _ml.Data.LoadFromEnumerable(new[] { new { Name = 1 } });
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Map(_ml.Transforms.Conversion.MapValueToKey("Labels", keyData: wrong)));
        Assert.StartsWith("Input data's column must be of type 'String' but was 'Int32'", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Labels", keyData: Data(Rows)));
    }

    [Fact]
    public void MapValueToKey_Numbers_KeepTheirValues()
    {
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey("Key", "Class"));
        Assert.Equal([1u, 2, 1, 3], keyed.GetColumn<uint>("Key"));
        VBuffer<int> values = default;
        keyed.Schema["Key"].GetKeyValues(ref values);
        Assert.Equal([7, 3, 0], values.DenseValues());
        Assert.False(keyed.Schema["Key"].HasKeyValues());
        Assert.True(keyed.Schema["Key"].HasKeyValues(NumberDataViewType.Int32));
        var asText = Map(_ml.Transforms.Conversion.MapValueToKey("Key", "Class", addKeyValueAnnotationsAsText: true));
        Assert.Equal(["7", "3", "0"], Values(asText.Schema["Key"]));
    }

    [Fact]
    public void MapValueToKey_NoValues_HasOneKeyAndNoKeyValues()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Label").Fit(Data([]));
        var column = model.GetOutputSchema(Data(Rows).Schema)["Key"];
        Assert.Equal("Key<UInt32, 0-0>", column.Type.ToString());
        Assert.Empty(column.Annotations.Schema);
    }

    [Fact]
    public void MapValueToKey_SeveralColumns_LearnTheirOwnInOnePass()
    {
        InputOutputColumnPair[] pairs = [new("A", "Label"), new("B", "Class")];
        Assert.Equal(("A", "Label"), (pairs[0].OutputColumnName, pairs[0].InputColumnName));
        Assert.Equal("Same", new InputOutputColumnPair("Same").InputColumnName);
        var keyed = Map(_ml.Transforms.Conversion.MapValueToKey(pairs));
        Assert.Equal([1u, 0, 2, 3], keyed.GetColumn<uint>("A"));
        Assert.Equal([1u, 2, 1, 3], keyed.GetColumn<uint>("B"));
    }

    [Fact]
    public void MapValueToKey_OtherTypeAtTransform_SaysBoth()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Label").Fit(Data(Rows));
        var other = _ml.Data.LoadFromEnumerable(new[] { new { Label = 1f } });
        var error = Assert.Throws<InvalidOperationException>(() => model.Transform(other));
        Assert.Equal("Could not apply a map over type 'String' to column 'Key' since it has type 'Single'", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Transforms.Conversion.MapValueToKey("Key", "Nowhere").Fit(Data(Rows)));
    }

    [Fact]
    public void MapKeyToValue_BringsValuesBack()
    {
        var chain = _ml.Transforms.Conversion.MapValueToKey("Labels")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Key", "Class"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Names", "Labels"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue([new InputOutputColumnPair("Number", "Key")]));
        var data = Data(Rows);
        var result = chain.Fit(data).Transform(data);
        Assert.Equal("Vector<String>", result.Schema["Names"].Type.ToString());
        Assert.Equal([["dog", "cat"], [], ["ant", "", "dog"], ["cat"]], result.GetColumn<string[]>("Names"));
        Assert.Equal([7, 3, 7, 0], result.GetColumn<int>("Number"));
    }

    [Fact]
    public void MapKeyToValue_MissingFloat_IsNaN()
    {
        var rows = new[] { new NumberRow { Value = 2 }, new NumberRow { Value = float.NaN } };
        var data = _ml.Data.LoadFromEnumerable(rows);
        var chain = _ml.Transforms.Conversion.MapValueToKey("Value").Append(_ml.Transforms.Conversion.MapKeyToValue("Value"));
        Assert.Equal([2f, float.NaN], chain.Fit(data).Transform(data).GetColumn<float>("Value"));
    }

    [Fact]
    public void MapKeyToValue_NotAKeyOrNoValues_SaysSo()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new EstimatorChain<ITransformer>().Append(_ml.Transforms.Conversion.MapKeyToValue("Label")).Fit(Data(Rows)));
        Assert.StartsWith("Schema mismatch for input column 'Label': expected KeyType, got String", error.Message);
        var keys = _ml.Data.LoadFromEnumerable(MixedRow.Three());
        error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new EstimatorChain<ITransformer>().Append(_ml.Transforms.Conversion.MapKeyToValue("Key")).Fit(keys));
        Assert.StartsWith("Input column 'Key' doesn't contain key values metadata", error.Message);
        var direct = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Conversion.MapKeyToValue("Key").Fit(keys));
        Assert.Equal("Metadata KeyValues does not exist", direct.Message);
    }

    [Fact]
    public void MapValueToKey_OfKeys_KeepsTheValuesBehind()
    {
        var chain = _ml.Transforms.Conversion.MapValueToKey("First", "Label").Append(_ml.Transforms.Conversion.MapValueToKey(
            "Second", "First", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
        var data = Data(Rows.Reverse());
        var keyed = chain.Fit(data).Transform(data);
        Assert.Equal(["cat", "ant", "dog"], Values(keyed.Schema["Second"]));
        Assert.Equal([1u, 2, 0, 3], keyed.GetColumn<uint>("Second"));
    }

    private static string[] Values(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        return values.DenseValues().Select(v => v.ToString()).ToArray();
    }

    private IDataView Data(IEnumerable<LabelRow> rows) => _ml.Data.LoadFromEnumerable(rows.ToArray());

    private IDataView Map(ValueToKeyMappingEstimator estimator) => estimator.Fit(Data(Rows)).Transform(Data(Rows));
}

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    // The hash's own seed in ML.NET, where neither the call nor the context gives one.
    private const uint HashSeed = 314489979;

    /// <summary>
    /// Splits the rows at random. Rows with equal values of the sampling key stay together. The same seed, given here or to the
    /// context, gives the same split; without any it is always the same one.
    /// </summary>
    public TrainTestData TrainTestSplit(
        IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(testFraction > 0 && testFraction < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        string column = AddSplitColumn(ref data, samplingKeyColumnName, seed);
        var range = new RangeFilter.Range(0, testFraction, IncludeMax: false);
        return Split(data, column, range);
    }

    /// <summary>Splits the rows into folds, each the test set of one of the results.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(
        IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        string column = AddSplitColumn(ref data, samplingKeyColumnName, seed);
        return Enumerable.Range(0, numberOfFolds).Select(fold => Split(data, column, new RangeFilter.Range(
            (double)fold / numberOfFolds, (double)(fold + 1) / numberOfFolds, IncludeMax: true))).ToList();
    }

    private TrainTestData Split(IDataView data, string column, RangeFilter.Range test)
    {
        var trainRows = new RangeFilter(_env, data, column, test with { Outside = true });
        var testRows = new RangeFilter(_env, data, column, test);
        var train = ColumnSelectingTransformer.CreateDrop(_env, trainRows, column);
        return new TrainTestData(train, ColumnSelectingTransformer.CreateDrop(_env, testRows, column));
    }

    private string AddSplitColumn(ref IDataView data, string? samplingKey, int? seed)
    {
        string name = FreeName(data.Schema, "SplitColumn");
        int? chosen = seed ?? ((IHostEnvironmentInternal)_env).Seed;
        if (samplingKey is null)
        {
            data = new RandomNumberColumn(_env, data, name, (uint?)chosen);
            return name;
        }
        if (data.Schema.GetColumnOrNull(samplingKey) is not { } source)
        {
            throw _env.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", samplingKey);
        }
        if (source.Type is KeyDataViewType)
        {
            data = new ColumnCopyingEstimator(_env, (name, samplingKey)).Fit(data).Transform(data);
            return name;
        }
        var mapper = RangeFilter.Accepts(source.Type)
            ? SamplingKeyMapper.Scale(data, source, name)
            : SamplingKeyMapper.Hash(source, name, (uint?)chosen ?? HashSeed);
        data = new RowToRowMapperTransform(_env, data, mapper);
        return name;
    }

    private static string FreeName(DataViewSchema schema, string wish)
        => Enumerable.Range(-1, int.MaxValue)
            .Select(i => i < 0 ? wish : $"temp_{wish}_{i:000}")
            .First(name => schema.GetColumnOrNull(name) is null);

    /// <summary>The two parts of a split.</summary>
    public struct TrainTestData
    {
        /// <summary>The rows to fit on.</summary>
        public readonly IDataView TrainSet;

        /// <summary>The rows to measure on.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

/// <summary>The literal orders were taken from Microsoft.ML 5.0.0.</summary>
public class SplitTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void TrainTestSplit_Seed_GivesMLNetsRows()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(40).ToArray());
        var split = _ml.Data.TrainTestSplit(data, testFraction: 0.25, seed: 17);
        Assert.Equal(
            "1,2,8,12,18,20,21,23,28,30,31,33",
            Ids(split.TestSet));
        Assert.Equal(40, split.TrainSet.GetColumn<int>("Id").Count() + split.TestSet.GetColumn<int>("Id").Count());
        Assert.Equal(["Id", "Value"], split.TrainSet.Schema.Select(c => c.Name));
        Assert.False(split.TrainSet.CanShuffle);
    }

    [Fact]
    public void TrainTestSplit_ContextsSeed_OrNone()
    {
        var rows = NumberRow.Many(40).ToArray();
        Assert.Equal("12,28,33,35", Ids(_ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(rows)).TestSet));
        var unseeded = new MLContext();
        Assert.Equal(
            "5,6,10,11,18,20,21,28,31,32,35,37",
            Ids(unseeded.Data.TrainTestSplit(unseeded.Data.LoadFromEnumerable(rows), 0.4).TestSet));
    }

    [Fact]
    public void TrainTestSplit_SamplingKey_KeepsGroupsTogether()
    {
        var rows = Enumerable.Range(0, 60).Select(i => new LabelRow { Label = $"Gruppe {i % 12} é日", Class = i % 12 }).ToArray();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var byText = _ml.Data.TrainTestSplit(data, 0.3, "Label", seed: 3);
        Assert.Equal("4,7", Distinct(byText.TestSet));
        var byNumber = _ml.Data.TrainTestSplit(data, 0.3, "Class");
        Assert.Equal("3,10", Distinct(byNumber.TestSet));
        Assert.Empty(byText.TrainSet.GetColumn<int>("Class").Intersect(byText.TestSet.GetColumn<int>("Class")));
    }

    [Fact]
    public void TrainTestSplit_SamplingKeyOfOtherTypes_GivesMLNetsRows()
    {
        var rows = Enumerable.Range(0, 30).Select(i => new
        {
            Id = i, Big = i * 10_000_000_000L, Number = (i * 7 % 30) / 3f, Vector = new[] { i / 3f, 1 }, Flag = i % 2 == 0,
            Texts = new[] { $"a{i / 5}", "b" },
        }).ToArray();
        var data = _ml.Data.LoadFromEnumerable(rows);
        Assert.Equal("2,4,7,9,16,17,20,23,26", Ids(_ml.Data.TrainTestSplit(data, 0.3, "Big").TestSet));
        Assert.Equal("0,1,5,9,13,14,18,22,26", Ids(_ml.Data.TrainTestSplit(data, 0.3, "Number").TestSet));
        Assert.Equal("2,6,8,11,14,16,19,21", Ids(_ml.Data.TrainTestSplit(data, 0.3, "Vector").TestSet));
        Assert.Equal(
            "0,2,4,6,8,10,12,14,16,18,20,22,24,26,28",
            Ids(_ml.Data.TrainTestSplit(data, 0.5, "Flag").TestSet));
        Assert.Equal("20,21,22,23,24", Ids(_ml.Data.TrainTestSplit(data, 0.3, "Texts").TestSet));
    }

    [Fact]
    public void CrossValidationSplit_EachRowIsTestedOnce()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(40).ToArray());
        var folds = _ml.Data.CrossValidationSplit(data, numberOfFolds: 4, seed: 5);
        Assert.Equal(4, folds.Count);
        Assert.Equal("7,14,16,23,25,28,32,39", Ids(folds[1].TestSet));
        Assert.Equal(Enumerable.Range(0, 40), folds.SelectMany(f => f.TestSet.GetColumn<int>("Id")).Order());
    }

    [Fact]
    public void Split_BadArguments_NameThem()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(4).ToArray());
        Assert.Equal("testFraction", Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Data.TrainTestSplit(data, 0)).ParamName);
        Assert.Equal("numberOfFolds", Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Data.CrossValidationSplit(data, 1)).ParamName);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(data, 0.5, "Nowhere"));
        Assert.StartsWith("Could not find SamplingKeyColumn column 'Nowhere'", error.Message);
    }

    [Fact]
    public void ShuffleRows_Seed_GivesMLNetsOrder()
    {
        var data = _ml.Data.LoadFromEnumerable(NumberRow.Many(20).ToArray());
        Assert.Equal(
            "6,11,15,19,14,18,1,10,5,2,7,3,0,17,12,8,9,13,4,16",
            Ids(_ml.Data.ShuffleRows(data, seed: 9)));
        Assert.Equal(
            "1,3,4,6,0,8,7,5,11,2,10,14,15,12,17,9,18,13,19,16",
            Ids(_ml.Data.ShuffleRows(data, seed: 9, shufflePoolSize: 4)));
        Assert.Equal(
            "17,2,6,15,7,1,5,10,9,12,0,18,14,19,8,4,11,16,3,13",
            Ids(_ml.Data.ShuffleRows(_ml.Data.Cache(data), seed: 9, shufflePoolSize: 4)));
        Assert.Equal(
            "7,17,12,2,6,10,15,5,1,4,0,9,19,16,18,14,13,8,11,3",
            Ids(_ml.Data.ShuffleRows(_ml.Data.Cache(data), seed: 9, shufflePoolSize: 1)));
        Assert.Equal(
            "19,16,5,3,10,14,13,18,12,15,17,0,4,11,1,2,6,7,8,9",
            Ids(_ml.Data.ShuffleRows(_ml.Data.Cache(data), seed: 9, shuffleSource: false)));
    }

    [Fact]
    public void ShuffleRows_ContextsSeed_DecidesWithoutOne()
    {
        var ml = new MLContext(12);
        var data = ml.Data.LoadFromEnumerable(NumberRow.Many(20).ToArray());
        var shuffled = ml.Data.ShuffleRows(data);
        Assert.Equal(
            "15,18,3,7,14,0,17,6,4,11,13,12,1,9,10,19,5,2,16,8",
            Ids(shuffled));
        Assert.Equal(Ids(shuffled), Ids(shuffled));
        Assert.Equal(
            "17,18,11,4,12,5,13,1,9,7,2,0,16,15,3,14,10,8,19,6",
            Ids(ml.Data.ShuffleRows(data)));
    }

    [Fact]
    public void ShuffleRows_KeepsRowsWhole()
    {
        var shuffled = _ml.Data.ShuffleRows(_ml.Data.LoadFromEnumerable(MixedRow.Three()), seed: 4);
        var rows = _ml.Data.CreateEnumerable<MixedRow>(shuffled, reuseRowObject: false).ToArray();
        foreach (var row in rows)
        {
            Assert.Equal(row.Original, row.Count * 10);
            Assert.Equal(row.Count == 1 ? 4 : 0, row.Boxes?.Length ?? 0);
        }

        Assert.Equal(3, shuffled.GetRowCount());
    }

    [Fact]
    public void ShuffleRows_FailingSource_CarriesTheReason()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => _ml.Data.ShuffleRows(new ProbeDataView(failAt: 3), seed: 1).GetColumn<int>("A").Count());
        Assert.Equal("Shuffle input cursor reader failed with an exception", error.Message);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public void ShuffleRows_EmptyAndBadPool()
    {
        var empty = _ml.Data.LoadFromEnumerable(Array.Empty<NumberRow>());
        Assert.Empty(_ml.Data.ShuffleRows(empty, seed: 1).GetColumn<int>("Id"));
        Assert.Equal("shufflePoolSize", Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Data.ShuffleRows(empty, shufflePoolSize: 0)).ParamName);
    }

    private static string Ids(IDataView data) => string.Join(",", data.GetColumn<int>("Id"));

    private static string Distinct(IDataView data) => string.Join(",", data.GetColumn<int>("Class").Distinct());
}

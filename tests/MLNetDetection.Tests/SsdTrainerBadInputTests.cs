using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

public sealed class SsdTrainerBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);
    private readonly List<string> _warnings = [];

    public SsdTrainerBadInputTests() => _ml.Log += (_, e) =>
    {
        if (e.Kind == ChannelMessageKind.Warning)
        {
            _warnings.Add(e.Message);
        }
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_MissingImage_NamesTheRowAndItsFile()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4);
        File.Delete(rows[2].ImagePath);

        var error = Assert.Throws<InvalidDataException>(() => Fit(rows));

        Assert.Contains("row 2", error.Message);
        Assert.Contains(rows[2].ImagePath, error.Message);
        Assert.Contains("OnBadImage", error.Message);
    }

    [Fact]
    public void Fit_CorruptImage_NamesTheRowAndItsFile()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4);
        File.WriteAllBytes(rows[1].ImagePath, [1, 2, 3, 4]);

        var error = Assert.Throws<InvalidDataException>(() => Fit(rows));

        Assert.Contains("row 1", error.Message);
        Assert.Contains(rows[1].ImagePath, error.Message);
    }

    [Fact]
    public void Fit_BadImagesSkipped_TrainsOnTheRestAndCountsThem()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 6);
        File.Delete(rows[2].ImagePath);
        File.WriteAllBytes(rows[1].ImagePath, [1, 2, 3, 4]);

        using SsdTransformer model = Fit(rows, o => o.OnBadImage = BadDataPolicy.Skip);

        Assert.Contains(_warnings, w => w.Contains("2 images that could not be read were left out") && w.Contains(rows[1].ImagePath));
    }

    [Theory]
    [InlineData(10, 10, 10, 30, "has no area")]
    [InlineData(30, 10, 10, 30, "has no area")]
    [InlineData(float.NaN, 10, 40, 30, "has no area")]
    [InlineData(200, 10, 240, 30, "lies outside its image of 96x64")]
    public void Fit_BadBox_NamesTheRowTheBoxAndTheFault(float x0, float y0, float x1, float y1, string fault)
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4);
        rows[1].Label = [.. rows[1].Label, "red"];
        rows[1].BoundingBoxes = [.. rows[1].BoundingBoxes, x0, y0, x1, y1];

        var error = Assert.Throws<InvalidDataException>(() => Fit(rows));

        Assert.Contains("box 1 of row 1", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(rows[1].ImagePath, error.Message);
        Assert.Contains(fault, error.Message);
        Assert.Contains("OnBadBox", error.Message);
    }

    [Fact]
    public void Fit_BadBoxSkipped_CountsIt()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4);
        rows[1].Label = [.. rows[1].Label, "red"];
        rows[1].BoundingBoxes = [.. rows[1].BoundingBoxes, 5, 5, 5, 5];

        using SsdTransformer model = Fit(rows, o => o.OnBadBox = BadDataPolicy.Skip);

        Assert.Contains(_warnings, w => w.Contains("1 boxes that cannot be learnt from were left out") && w.Contains("box 1 of row 1"));
    }

    [Fact]
    public void Fit_LabelsAndBoxesOfDifferentCounts_NamesTheRowAndBothColumns()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4);
        rows[0].BoundingBoxes = [1, 2, 30];

        var error = Assert.Throws<InvalidDataException>(() => Fit(rows));

        Assert.Contains("Row 0", error.Message);
        Assert.Contains("1 labels in column 'Label'", error.Message);
        Assert.Contains("3 numbers in column 'BoundingBoxes'", error.Message);
    }

    [Fact]
    public void Fit_SomeImagesWithoutObjects_TrainsOnThemAsNegatives()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 5, withNegatives: true);
        Assert.Contains(rows, r => r.Label.Length == 0);

        using SsdTransformer model = Fit(rows);

        Assert.Equal(["red", "blue"], model.ClassNames);
    }

    [Fact]
    public void Fit_NoObjectAtAll_SaysSo()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 3, withNegatives: false);
        IDataView prepared = BlockPictures.Pipeline(_ml).Fit(_ml.Data.LoadFromEnumerable(rows))
            .Transform(_ml.Data.LoadFromEnumerable(rows.Select(r => new BlockPictures.Row { ImagePath = r.ImagePath })));

        var error = Assert.Throws<ArgumentException>(() => new SsdTrainer(_ml, QuickOptions.Create()).Fit(prepared));

        Assert.Contains("None of the 3 training images has an object", error.Message);
    }

    [Fact]
    public void Fit_ClassThatNeverOccurs_IsNamedInAWarning()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4, withNegatives: false);
        ITransformer prepare = BlockPictures.Pipeline(_ml).Fit(_ml.Data.LoadFromEnumerable(rows));
        IDataView redOnly = prepare.Transform(_ml.Data.LoadFromEnumerable(rows.Where(r => r.Label[0] == "red")));

        using SsdTransformer model = new SsdTrainer(_ml, QuickOptions.Create()).Fit(redOnly);

        Assert.Equal(2, model.ClassNames.Count);
        Assert.Contains(_warnings, w => w.Contains("The class 'blue' never occurs"));
    }

    [Fact]
    public void GetOutputSchema_MissingColumn_NamesItAndThoseThere()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 2);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(rows, o => o.LabelColumnName = "Klass"));

        Assert.Contains("label column 'Klass' is missing", error.Message);
        Assert.Contains("'BoundingBoxes'", error.Message);
    }

    [Fact]
    public void GetOutputSchema_TextLabels_SaysWhichTypeIsWantedAndHowToGetIt()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 2);
        IEstimator<ITransformer> pipeline = _ml.Transforms.LoadImages("Image", "", "ImagePath").Append(new SsdTrainer(_ml, QuickOptions.Create()));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(_ml.Data.LoadFromEnumerable(rows)));

        Assert.Contains("Schema mismatch for label column 'Label': expected vector of keys", error.Message);
        Assert.Contains("MapValueToKey", error.Message);
    }

    [Fact]
    public void GetOutputSchema_ImageColumnOfText_SaysWhichTypeIsWanted()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 2);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(rows, o => o.ImageColumnName = "ImagePath"));

        Assert.Contains("image column 'ImagePath': expected MLImage", error.Message);
    }

    [Theory]
    [InlineData("SourceImageColumnName")]
    [InlineData("PredictionBatchSize")]
    [InlineData("ValidationFraction")]
    [InlineData("CacheMegabytes")]
    [InlineData("CacheLongestSide")]
    [InlineData("ScoreColumnName")]
    public void Constructor_OptionOutOfRange_NamesIt(string option)
    {
        SsdTrainer.Options options = QuickOptions.Create();
        switch (option)
        {
            case "SourceImageColumnName":
                (options.SourceImageColumnName, options.ResizeKind) = ("Image", Microsoft.ML.Transforms.Image.ImageResizingEstimator.ResizingKind.Fill);
                break;
            case "PredictionBatchSize":
                options.PredictionBatchSize = 0;
                break;
            case "ValidationFraction":
                options.ValidationFraction = 1;
                break;
            case "CacheLongestSide":
                options.CacheLongestSide = -1;
                break;
            case "CacheMegabytes":
                options.CacheMegabytes = -1;
                break;
            default:
                options.ScoreColumnName = options.PredictedLabelColumnName;
                break;
        }

        var error = Assert.Throws<ArgumentException>(() => new SsdTrainer(_ml, options));

        Assert.Contains($"option {option} ", error.Message);
    }

    private SsdTransformer Fit(IEnumerable<BlockPictures.Row> rows, Action<SsdTrainer.Options>? change = null)
    {
        SsdTrainer.Options options = QuickOptions.Create();
        change?.Invoke(options);
        return new SsdTrainer(_ml, options).Fit(BlockPictures.Prepare(_ml, rows));
    }
}
